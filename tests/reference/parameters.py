"""Parameters: every number of a scenario under the last part of its path."""

from reference.arithmetic import Stored


class Parameters(Stored):
    """The coefficients that the equations name."""

    def __init__(self, scenario):
        company, behaviour = scenario.company, scenario.behaviour
        for section in (company.structure, company.staffing, company.pay, scenario.market,
                        scenario.service, scenario.places,
                        *(group for _, group in behaviour)):  # fmt: skip
            for name, value in section:
                if isinstance(value, (int, float)):
                    assert not hasattr(self, name), f"two parameters are called {name}"
                    setattr(self, name, float(value))
