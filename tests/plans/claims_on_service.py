"""What all other plans tell to notice: plan, beginning of a sentence, the claims that back it.

Weeks are those of the run, from 1; the plans start in week 5.
"""

from plans.claim import down, more, slow, soon, up

ILL, WELL = (1, 2, 3), tuple(range(4, 13))

CLAIMS = {
    "less-open": {
        "Customers feel less control": [down("control", 14, 26), down("fair_treatment", 14, 26)],
        "Satisfaction falls further": [down("customer_satisfaction", 27, 78, mirrored=True)],
        "Staff trust the company less": [down("trust", 14, 26), slow(down("engagement", 40, 52), (5, 17))],
        "Expectations come down too": [
            down("expectation", 27, 156),
            more(down("customer_satisfaction", 66, 78), (144, 156)),
        ],
    },
    "over-promising": {
        "More customers are won": [up("customers_won", 5, 17)],
        "Expectations rise first": [up("expectation", 5, 26), slow(down("customer_satisfaction", 92, 104), (14, 26))],
        "Word of mouth turns": [down("word_of_mouth", 14, 156)],
        "Better before worse": [up("profit", 5, 26), down("profit", 53, 156)],
        "There are more customers": [up("customers", 5, 52), down("customers", 144, 156)],
    },
    "lip-service": {
        "Word-deed integrity": [down("integrity", 5, 26), down("trust", 5, 26)],
        "Trust falls first": [
            soon(down("trust", 27, 39), (144, 156)),
            slow(down("engagement", 66, 78), (5, 26)),
            up("leavers", 27, 156),
        ],
        "Customers feel less fair": [
            down("fair_treatment", 14, 26),
            slow(down("customer_satisfaction", 66, 78), (14, 26)),
        ],
    },
    "lived-values": {
        "Pride and trust rise": [up("pride", 27, 52), up("trust", 27, 52), up("trust", 27, 52, beside="lip-service")],
        "Customers' sense of belonging": [slow(up("belonging", 105, 156), (14, 39))],
        "Managers' integrity": [up("integrity", 66, 156, beside="lip-service")],
    },
    "empathy-training": {
        "Customers feel more belonging": [up("belonging", 14, 26), up("enjoyment", 14, 26)],
        "Waiting gets longer": [up("waiting", 5, 39)],
        "Warmth sells": [up("revenue", 9, 17), slow(up("share_of_wallet", 105, 156), (14, 39))],
    },
    "joint-reporting": {
        "Staff see better": [up("line_of_sight", 14, 26)],
        "Teams focus": [up("customer_focus", 27, 52), down("failures", 27, 104)],
        "Engagement rises after": [slow(up("engagement", 40, 52), (5, 17))],
    },
    "mirror-analysis": {
        "It takes hours": [up("waiting", 9, 39)],
        "By itself it changes": [down("customer_satisfaction", 14, 104)],
        "By itself it doesn't pay": [down("profit", 5, 156)],
        "Joint reports do more": [
            down("customer_satisfaction", 40, 156, beside="joint-reporting"),
            down("profit", 40, 156, beside="joint-reporting"),
        ],
    },
    "service-blueprints": {
        "Fewer contacts fail": [down("failures", 14, 39)],
        "Customers feel more certainty": [up("certainty", 27, 52), down("enjoyment", 40, 156)],
        "Customers' trust follows": [slow(up("customer_trust", 66, 104), (14, 39)), down("customers_lost", 40, 156)],
    },
    "money-only-metrics": {
        "Better before worse": [up("profit", 5, 26), down("profit", 105, 156)],
        "Teams focus": [
            soon(down("customer_focus", 27, 39), (144, 156)),
            slow(down("customer_satisfaction", 66, 78), (14, 26)),
            slow(up("customers_lost", 53, 78), (5, 26)),
        ],
        "Customers feel less fairly": [
            down("fair_treatment", 14, 26),
            slow(down("customer_trust", 105, 156), (14, 39)),
        ],
        "Standards of service fade": [down("standard", 105, 156), more(down("standard", 105, 156), (5, 52))],
    },
    "customer-metrics-backstage": {
        "Backstage teams focus": [slow(up("customer_focus", 53, 65), (5, 17))],
        "Fewer contacts fail": [down("failures", 14, 156)],
        "Customers feel more certainty": [slow(up("certainty", 66, 104), (14, 26))],
        "It costs at first": [down("profit", 5, 26), up("profit", 53, 156)],
    },
    "joined-up-journeys": {
        "Fewer contacts fail": [down("failures", 14, 52)],
        "Satisfaction rises": [slow(up("customer_satisfaction", 66, 104), (14, 26))],
        "Hours for coordination": [up("waiting", 14, 65)],
        "It reduces failures": [down("failures", 27, 156, beside="service-blueprints")],
        "It costs at first": [down("profit", 5, 39), up("profit", 66, 156)],
    },
    "growth-without-capacity": {
        "Money goes out first": [down("profit", 5, 26), up("customers_won", 5, 13)],
        "Waiting gets longer": [up("waiting", 14, 39), slow(down("customer_satisfaction", 66, 78), (14, 26))],
        "More customers are lost": [up("customers_lost", 27, 78), up("customers_lost", 92, 130)],
        "Once it has ended": [down("customers_won", 92, 130)],
        "Part of the growth": [more(up("customers", 79, 91), (144, 156)), up("customers", 144, 156)],
        "Standards of service": [down("standard", 105, 156)],
    },
    "bad-word-spreads": {
        "Waiting is over": [
            up("waiting", 5, 16, units=ILL),
            down("waiting", 27, 104, units=ILL),
            down("cnps", 53, 65, units=ILL),
        ],
        "Word of mouth turns": [down("word_of_mouth", 5, 26, units=ILL), up("customers_lost", 20, 45, units=ILL)],
        "Share of wallet keeps": [slow(down("share_of_wallet", 40, 52, units=ILL), (5, 17))],
        "Branches where nobody": [
            down("customers", 40, 104, units=WELL),
            down("customers", 40, 104, units=ILL, further=WELL),
        ],
        "Staff of the other": [down("pride", 27, 65, units=WELL)],
    },
    "transparency-after-a-failure": {
        "Customers' trust": [up("customer_trust", 20, 32)],
        "Fewer customers are lost": [down("customers_lost", 14, 39)],
        "Staff trust": [up("trust", 20, 52)],
        "At first": [down("profit", 11, 23)],
    },
    "personalisation-that-does-not-pay": {
        "Customers feel valued": [up("status", 14, 39), up("share_of_wallet", 14, 52)],
        "Customers wait longer": [up("waiting", 5, 26), down("control", 14, 26)],
        "Satisfaction goes on falling": [
            slow(down("customer_satisfaction", 53, 78), (14, 26)),
            up("customers_lost", 40, 104),
        ],
        "Better before worse": [up("revenue", 5, 39), down("profit", 105, 156)],
        "Staff are less": [down("engagement", 14, 156)],
    },
}
