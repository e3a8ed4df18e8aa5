"""Builds the package; the page's third-party files are fetched into a wheel, never committed."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).resolve().parent))


class BuildWithPage(build_py):
    """Brings the page's third-party files along, by exact version and hash."""

    def run(self):
        # An editable install uses this folder, where setting up for the page fetches them.
        if not self.editable_mode:
            from ripple_sim.app import vendoring

            if vendoring.main([]):
                sys.exit(1)
        super().run()


setup(cmdclass={"build_py": BuildWithPage})
