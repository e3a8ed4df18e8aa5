"""Why a number misses its range, as far as is known: looked into by hand, by a check's key."""

REASONS: dict[str, str] = {}
