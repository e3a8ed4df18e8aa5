"""The cautions K1 to K12: ways in which such studies mislead, each shown by a run."""

from ripple_sim.evidence.cautions import causes, claims, erosion, shape, surveyed, units
from ripple_sim.evidence.cautions.caution import Caution

_ALL = (*causes.CAUTIONS, *surveyed.CAUTIONS, *units.CAUTIONS, *shape.CAUTIONS, *claims.CAUTIONS, *erosion.CAUTIONS)
CAUTIONS: tuple[Caution, ...] = tuple(sorted(_ALL, key=lambda caution: int(caution.id[1:])))

__all__ = ["CAUTIONS", "Caution"]
