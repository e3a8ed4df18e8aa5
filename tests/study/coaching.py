"""A plan as a comparison finds it in short, for the sentences about it."""

from ripple_sim.study.compare.summary import InShort

COACHING = InShort(
    plan="coaching",
    currency="EUR",
    weeks=156,
    pairs=60,
    changes=True,
    told=True,
    cost=180_000.0,
    programmes=180_000.0,
    raises=0.0,
    seats=0.0,
    hours_at_wage=0.0,
    profit=(232_000.0, 80_000.0, 390_000.0),
    gain=(412_000.0, 260_000.0, 570_000.0),
    payback=14.0,
    payback_from=11.0,
    payback_to=19.0,
    pays_back=93.0,
    pairs_to_tell=55.0,
)
