"""All checks, in the order in which a laboratory measures them: by population."""

from importlib import import_module

from ripple_sim.evidence.check import Check

_MODULES = (
    "units",
    "people",
    "customer_surveys",
    "customers",
    "customer_twins",
    "word_of_mouth",
    "service",
    "colleagues",
    "staff_and_customers",
    "interventions",
    "causes",
)

CHECKS: tuple[Check, ...] = tuple(check for name in _MODULES for check in import_module(f"{__name__}.{name}").CHECKS)
