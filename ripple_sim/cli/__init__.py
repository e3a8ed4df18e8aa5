"""The command line: ``ripple``. Nothing heavy is loaded before a command is called."""

from __future__ import annotations

from ripple_sim.cli.application import main

__all__ = ["main"]
