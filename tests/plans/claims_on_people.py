"""What plans for people tell to notice: plan, beginning of a sentence, the claims that back it.

Weeks are those of the run, from 1; the plans start in week 5.
"""

from plans.claim import down, more, slow, soon, up

THERE, ELSEWHERE = (1,), tuple(range(2, 13))

CLAIMS = {
    "coaching-everywhere": {
        "Money goes out first": [down("profit", 5, 26), slow(up("leadership", 40, 52), (5, 17))],
        "People think less of leaving before": [
            down("intention_to_leave", 14, 39),
            down("customer_satisfaction", 14, 26),
            up("customer_satisfaction", 66, 104),
        ],
        "What was learned fades": [up("leadership", 144, 156), more(up("leadership", 92, 104), (144, 156))],
    },
    "pay-cut": {
        "Work feels less fair": [down("staff_fair_treatment", 5, 17)],
        "People think of leaving": [up("intention_to_leave", 5, 17), up("leavers", 14, 156)],
        "Skill and customers' satisfaction": [down("skill", 40, 104), down("customer_satisfaction", 40, 104)],
        "The saving is there at once": [up("profit", 5, 17), more(up("profit", 14, 26), (144, 156))],
    },
    "one-bad-manager": {
        "In this branch the relationship": [
            down("manager", 5, 17, units=THERE),
            slow(down("engagement", 40, 78, units=THERE), (5, 13)),
        ],
        "More people of the branch": [up("leavers", 40, 156, units=THERE), down("skill", 66, 156, units=THERE)],
        "Customers of the branch": [
            down("customer_satisfaction", 40, 104, units=THERE),
            down("customer_satisfaction", 40, 104, units=THERE, further=ELSEWHERE),
        ],
        "The branch loses": [
            down("profit", 53, 156, units=THERE),
            more(down("profit", 105, 156, units=THERE), (5, 52)),
        ],
    },
    "coaching-where-needed": {
        "It costs less": [
            down("programmes", 5, 104, beside="coaching-everywhere"),
            down("engagement", 40, 104, beside="coaching-everywhere"),
        ],
        "Fewer people think": [down("intention_to_leave", 27, 52)],
        "Customers notice the hours": [down("customer_satisfaction", 14, 26), up("customer_satisfaction", 79, 156)],
    },
    "skills-training": {
        "Waiting gets longer": [up("waiting", 5, 11), down("waiting", 27, 78)],
        "Skill fades": [more(up("skill", 92, 104), (144, 156))],
        "When skill is already fading": [more(up("share_of_wallet", 144, 156), (40, 52))],
    },
    "pay-for-the-same-money": {
        "Fewer people think": [
            down("intention_to_leave", 5, 13),
            down("intention_to_leave", 5, 13, beside="coaching-everywhere"),
        ],
        "In the third year": [up("intention_to_leave", 131, 156, beside="coaching-everywhere")],
        "Coaching raises engagement": [down("engagement", 40, 104, beside="coaching-everywhere")],
    },
    "training-for-the-same-money": {
        "Skill grows": [up("skill", 14, 26), up("skill", 27, 104, beside="coaching-everywhere")],
        "Customers gain more": [
            up("customer_satisfaction", 40, 104, beside="coaching-everywhere"),
            up("intention_to_leave", 40, 104, beside="coaching-everywhere"),
        ],
        "Once it has ended": [more(up("skill", 92, 104), (144, 156))],
    },
    "cutting-training-in-a-crisis": {
        "Better before worse": [up("profit", 9, 26), down("profit", 105, 156)],
        "Skill fades": [down("skill", 27, 52), slow(up("waiting", 70, 104), (14, 39))],
        "Staff are less engaged": [down("engagement", 14, 156)],
        "More customers are lost": [slow(up("customers_lost", 70, 104), (14, 52))],
    },
    "engagement-that-does-not-pay": {
        "Engagement rises": [up("engagement", 40, 52), up("engagement", 144, 156), down("leavers", 27, 156)],
        "Profit is lower": [down("profit", 5, 52), down("profit", 53, 104), down("profit", 105, 156)],
        "It loses less": [more(down("profit", 40, 52), (144, 156))],
        "Customers are a little": [
            up("customer_satisfaction", 66, 156),
            slow(up("customer_satisfaction", 79, 104), (27, 39)),
            soon(up("engagement", 40, 52), (144, 156)),
        ],
    },
    "committed-hires": {
        "Seats stay empty": [up("vacancies", 14, 52), up("waiting", 14, 78)],
        "Engagement and customers' sense": [
            slow(up("engagement", 118, 156), (14, 52)),
            slow(up("belonging", 118, 156), (14, 52)),
        ],
        "Customers enjoy": [up("enjoyment", 105, 156)],
        "People think less": [
            more(down("intention_to_leave", 66, 104), (14, 52)),
            more(down("intention_to_leave", 118, 156), (66, 104)),
        ],
    },
    "ablest-at-the-front": {
        "Customers enjoy": [more(up("enjoyment", 66, 104), (14, 52)), more(up("enjoyment", 118, 156), (66, 104))],
        "It earns far more": [slow(up("profit", 105, 156), (5, 52))],
        "Satisfaction grows": [slow(up("customer_satisfaction", 105, 156), (27, 52))],
    },
}
