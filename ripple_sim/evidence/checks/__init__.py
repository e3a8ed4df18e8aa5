"""All checks, in the order in which a laboratory measures them: by population."""

from importlib import import_module
from importlib.util import find_spec

from ripple_sim.evidence.check import Check

_MODULES = ("units", "people", "customer_surveys", "customers", "service", "experiments")

CHECKS: tuple[Check, ...] = tuple(
    check
    for name in _MODULES
    if find_spec(f"{__name__}.{name}")
    for check in import_module(f"{__name__}.{name}").CHECKS
)
