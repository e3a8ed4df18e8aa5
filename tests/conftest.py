"""Settings for all tests."""

import os

import pytest
from hypothesis import settings

# In CI a failure must be a change's fault, not the day's examples'.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser):
    parser.addoption(
        "--whole",
        action="store_true",
        help="give tests of statistics all their worlds, and not the few that CI has time for",
    )


@pytest.fixture(scope="session", autouse=True)
def _quiet_however_slow_the_machine():
    """Let long commands write no lines of progress, whose number depends on the machine's load."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ripple_sim.cli.progress.FIRST_AFTER", 10_000.0)
        yield


def pytest_collection_modifyitems(items):
    for item in items:
        if "whole" in getattr(item, "fixturenames", ()):
            item.add_marker("whole")


@pytest.fixture(scope="session")
def whole(request):
    """Say whether tests of statistics run in full; else they run in a short form."""
    return request.config.getoption("--whole")
