"""A lesson and a challenge that a bakery lives in moments."""

LESSON = """
name = "small"
title = "A small lesson"
says = "One sentence."
idea = ["An idea."]
base = "bakery"
weeks = 39
pairs = 3
expected = 1
explain = ["Because."]
facts = ["A10"]

[predict]
asks = "What happens to profit?"
measure = "money"
[[predict.options]]
says = "It falls"
below = 0
[[predict.options]]
says = "It doesn't"

[[measures]]
name = "money"
label = "Profit"
kind = "change"
metric = "profit"
[[measures]]
name = "people"
label = "Half of the gain in engagement"
kind = "delay"
metric = "engagement"
[[measures]]
name = "rate"
label = "One beside itself"
kind = "ratio"
of = "money"
to = "money"

[[lines]]
metric = "engagement"

[[plans]]
name = "trusting"
[[plans.interventions]]
lever = "trust"
change = 0.3
start = 4

[question]
asks = "Why?"
right = 2
[[question.answers]]
says = "No"
because = "It isn't."
[[question.answers]]
says = "Yes"
because = "It is."
"""

CHALLENGE = """
name = "little"
title = "A little challenge"
says = "One sentence."
brief = ["Earn more."]
base = "bakery"
quarters = 2
budget = 20_000
reruns = 5
debriefed = 5
report = ["profit", "engagement"]

[score]
profit_none = -20_000
profit_full = 20_000
loyalty_full = 10
well_being_floor = -0.5
forecast_metric = "engagement"
forecast_off = 5

[[offers]]
name = "trust"
title = "Keep promises"
says = "Agreements kept."
lever = "trust"
change = 0.3
[[offers]]
name = "trust-loudly"
title = "Keep promises and say so"
says = "Agreements kept, and told."
lever = "trust"
change = 0.2
one_off_cost = 1_000
[[offers]]
name = "seat"
title = "One seat more"
says = "A sixth seller."
lever = "slack"
change = 0.2
sizes = [100]
reach.roles = ["frontline"]
[[offers]]
name = "less-training"
title = "Stop development"
says = "It saves money."
lever = "training"
change = -0.3
"""
