"""Parameters: every number of a scenario under the last part of its path."""

from reference.arithmetic import Stored


class Parameters(Stored):
    """The coefficients that the equations name."""

    def __init__(self, scenario):
        company, behaviour = scenario.company, scenario.behaviour
        self.stated = {}  # in double precision: slopes are rounded to four digits from these
        for section in (
            company.structure,
            company.staffing,
            company.pay,
            scenario.market,
            scenario.service,
            scenario.places,
            *(group for _, group in behaviour),
        ):
            for name, value in section:
                if isinstance(value, (int, float)):
                    assert not hasattr(self, name), f"two parameters are called {name}"
                    setattr(self, name, float(value))
                    self.stated[name] = float(value)
        for name, terms in scenario.levers:
            setattr(self, f"ordinary_{name}", terms.ordinary)
        self.weights = {}
        for name, weight in behaviour.forces:
            force, what = name.split("_of_", 1)
            self.weights.setdefault(force, {})[what] = weight

    def mix(self, force, **scores):
        """Return the mean of the scores by the weights of a force; where all are 0, the plain one.

        The keys are what the force is made of.
        """
        weights = self.weights[force]
        assert weights.keys() == scores.keys()
        if not any(weights.values()):
            return sum(scores.values()) / len(scores)
        return sum(weights[what] * scores[what] for what in scores) / sum(weights.values())
