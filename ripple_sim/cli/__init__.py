"""The command line: ``ripple``. Nothing heavy is loaded before a command is called."""

from __future__ import annotations

from ripple_sim.cli import (
    app,
    briefing,
    comparing,
    discovering,
    evidence,
    explaining,
    optimising,
    plans,
    running,
    scenarios,
    sensitivity,
    studies,
    tracing,
)
from ripple_sim.cli.application import main

__all__ = [
    "app",
    "briefing",
    "comparing",
    "discovering",
    "evidence",
    "explaining",
    "main",
    "optimising",
    "plans",
    "running",
    "scenarios",
    "sensitivity",
    "studies",
    "tracing",
]
