"""Why a number misses its range, as far as is known: looked into by hand, by a check's key."""

_FORTUNES = (
    "What happens to a person colours all drivers alike, as F04's persistence needs it here; so "
    "answers of one person hang together more than published ones. Drivers have no ups and downs "
    "of their own in the model."
)
_NARROW = (
    "Slope and spread together decide it: with A14's slope and the model's spread of engagement "
    "between stores, the quarters can't lie further apart."
)
_LOW_CHURN = (
    "Whether a customer stays hardly depends on attachment and not much on satisfaction: most "
    "lapse for reasons of their own, and few lapse in a year."
)
_ATTACHED = (
    "Attachment differs little between customers: it follows service, and nothing lasting in the "
    "person, so the attached and the satisfied are much the same people."
)
_LEVERAGE = (
    "All stores are of one size and staff doesn't follow sales, so a store that sells more keeps "
    "nearly all of the margin: profit differs more between stores than published."
)
_SMALL_CHANGE = (
    "Luck spreads customers on both sides of what they expect, by as much as so small a change, so "
    "a fall and a rise are each met by losses and gains; larger ones show the asymmetry."
)

REASONS: dict[str, str] = {
    "A03 more than A04": _LEVERAGE,
    "A06 customers": _NARROW,
    "A07 customers": _NARROW,
    "A06 profit": _LEVERAGE,
    "A10 forward less backward": "Customers' satisfaction lasts longer than engagement, so it "
    "foretells more of the other's next year than it causes.",
    "A13 satisfaction and output": "Output leaves out what is not of the person's making: luck, tools, the street.",
    "A18 profit to satisfaction": "Profit reaches people through the whole company's pay, security "
    "and hiring, not through their own unit's, so units can't show it.",
    "A18 satisfaction to quality": "The one coefficient from engagement to warmth is held down by "
    "A11, which is about persons.",
    "A19 beyond quality": "Staff see how customers take the service and take heart from it, so "
    "satisfaction and engagement share more than quality.",
    "A21 performance": "What customers remember is older than what people bring this year.",
    "B01 very satisfied to satisfied": _LOW_CHURN,
    "B01 steeper at the top": _LOW_CHURN,
    "B02 lifetime value at 0.80": "Arithmetic of lifetimes: it depends on the discount of 10 % a "
    "year, which the fact doesn't name.",
    "B02 profit moves much less": "A small margin: a few more customers cost no more staff in the "
    "model, so nearly all of their spending is profit.",
    "B03 promoters to passives": _LOW_CHURN,
    "B06 intention to buy again": "The question about buying again follows satisfaction closely; "
    "barriers are its only other cause.",
    "B06 buying again": _LOW_CHURN,
    "B07 fall over rise, 0.05": _SMALL_CHANGE,
    "B14 retention": _ATTACHED,
    "B14 recommendations": _ATTACHED,
    "B14 net promoter score": _ATTACHED,
    "B14 hygiene, each force by as much": "Three forces together raise quality more than two lower "
    "it; at equal means the hygiene forces weigh more.",
    "B16 employees' part": "Lapsing is seldom preceded by an event the model could tag.",
    "B19 loyalty": "The lift in satisfaction after a good recovery is passed on to loyalty; "
    "nothing in the model remembers that there was a failure at all.",
    "B21 mediated path": "In the bank's branches little else moves satisfaction and sales than "
    "what the model holds; real branches differ in much more.",
    "B22 thresholds beyond means": "Thresholds are those of persons and average out over a store.",
    "C07 dip after a hiring wave": "A wave of hires comes over weeks, so the dip lasts longer than "
    "one newcomer's learning.",
    "C08 headcount after demand": "Filling a vacancy takes 30 weeks; the months until a company "
    "decides to open seats aren't modelled.",
    "C15 seven seconds": "A wait is one of three parts of two forces, and customers don't choose "
    "between shops visit by visit.",
    "C17 overshoot": "Customers whom a queue drives away are few beside those the push wins.",
    "D03 intention and quitting": "Quits happen by many chances beside intention; and "
    "intention here has no ups and downs of its own.",
    "D07 second year": "Who fits badly leaves early and who fits well stays for long: fit and "
    "disposition last, and nobody grows into a job.",
    "D11 intending": _FORTUNES,
    "D12 leavers": "Leavers are newer and fit worse, but ability doesn't make people leave.",
    "E01 share of managers": "Persons and luck average out over so few people less than over the "
    "published units; single figures of this kind are never fitted.",
    "E02 ICC(2)": "It follows from ICC(1) and the number of answers from a team: the stores' teams "
    "have eight to twenty people, the published groups forty to a hundred.",
    "E07 relationship and satisfaction": _FORTUNES,
    "E07 relationship and quitting": _FORTUNES,
    "E08 trust and engagement": _FORTUNES,
    "E10 drop": "Trust is one of eight drivers, and a gap between words and deeds is felt slowly; "
    "the published breach is an event that strikes one person.",
    "E11 fit and satisfaction": "Fit colours the drivers, but fortunes colour them more.",
    "E12 control and satisfaction": _FORTUNES,
    "E12 control and intention": _FORTUNES,
    "E13 fairness and satisfaction": _FORTUNES,
    "E14 the job and satisfaction": _FORTUNES,
    "E14 co-workers and satisfaction": _FORTUNES,
    "F06 reverse only": "Staff see customers within weeks, and after half a year little of it is "
    "left, so a path over a year finds nothing.",
    "G04 words and growth": "Words are one cause of joining among many, and stores differ little.",
    "G06 dissatisfied": "Tellings are counted, not different people told.",
    "G06 satisfied": "Tellings are counted, not different people told.",
    "G07 good to bad": "Customers on the whole recommend, and those who do also talk.",
    "L01 customers to profit": "Spending follows satisfaction with the wallet's delay alone; "
    "retention pays over years.",
    "R03 fall over rise, 0.05": _SMALL_CHANGE,
}
