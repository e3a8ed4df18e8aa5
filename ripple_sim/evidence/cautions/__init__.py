"""The cautions K1 to K12: ways in which such studies mislead, each shown by a run."""

from ripple_sim.evidence.cautions import claims, shape, units
from ripple_sim.evidence.cautions.caution import Caution

_ALL = (
    *claims.CAUSES_CAUTIONS,
    *units.SURVEYED_CAUTIONS,
    *units.CAUTIONS,
    *shape.CAUTIONS,
    *claims.CAUTIONS,
    *shape.EROSION_CAUTIONS,
)
CAUTIONS: tuple[Caution, ...] = tuple(sorted(_ALL, key=lambda caution: int(caution.id[1:])))

__all__ = ["CAUTIONS", "Caution"]
