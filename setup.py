"""Builds the package; the page's third-party files are fetched into a wheel, never committed."""

import os
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).resolve().parent))

WITHOUT = (
    "ripple_sim: building without the page's third-party files. The model and all commands but "
    "'ripple app' work; 'ripple doctor' says how to fetch the files."
)


class BuildWithPage(build_py):
    """Brings the page's third-party files along, by exact version and hash, where it can."""

    def run(self):
        # An editable install uses this folder, where setting up for the page fetches them.
        if not self.editable_mode:
            self._fetch(os.environ.get("RIPPLE_BUILD_PAGE", ""))
        super().run()

    def _fetch(self, asked):
        from ripple_sim.app import vendoring

        if asked == "no":
            print(WITHOUT, file=sys.stderr)
        elif vendoring.main([]):
            if asked == "must":
                sys.exit(1)
            print(WITHOUT, file=sys.stderr)


setup(cmdclass={"build_py": BuildWithPage})
