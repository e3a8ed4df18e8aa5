"""How customers behave: coefficients, each with its unit, range and source."""

from __future__ import annotations

from ripple_sim.scenario.fitted import fitted
from ripple_sim.scenario.parameters import (
    Section,
    chance,
    contacts,
    effect,
    level,
    limit,
    number,
    offset,
    spread,
    weeks,
)


class Customers(Section):
    """Customers and prospects."""

    reference_satisfaction: float = level(
        fitted("behaviour.customers.reference_satisfaction"), "Neutral level of satisfaction", "B12"
    )
    reference_quality: float = level(0.62, "Neutral level of experienced quality")
    taste_spread: float = spread(0.08, "How differently customers judge the same", "B10")
    closeness_spread: float = spread(0.10, "How differently customers become attached", "B14")
    tolerance: float = level(0.05, "Zone of tolerance around the expectation", "B22, C10")
    in_tolerance: float = level(0.4, "Weight of a gap within the zone", "B22")
    loss_aversion: float = effect(
        1.25,
        4,
        "Extra weight of falling short of expectations",
        "Tversky and Kahneman 1992: a loss weighs 2.25 times; B07, R03",
        "given",
    )
    hygiene: float = effect(0.6, 3, "Missing certainty or fairness", "B14")
    hygiene_floor: float = level(0.50, "Level below which certainty and fairness are missed", "B14")
    satisfaction_of_level: float = effect(
        fitted("behaviour.customers.satisfaction_of_level"), 2, "Quality to satisfaction", "B10"
    )
    satisfaction_of_gap: float = effect(0.60, 2, "Disconfirmation to satisfaction", "B06")
    image: float = effect(0.15, 1, "Public rating to satisfaction", "B10")
    verdict_weight: float = number(0.30, "share", 0.02, 1, "Weight of the latest contact in satisfaction", "assumption")
    recovery_lift: float = effect(0.04, 0.3, "Failure put right to satisfaction", "B19")
    failure_drop: float = effect(0.25, 1, "Failure not put right to satisfaction", "B16")
    trust_contacts: float = contacts(10, "Customers' trust moves in")
    trust_lost_to_failure: float = effect(0.05, 0.5, "Failure not put right to trust", "B16")
    attachment_of_gap: float = effect(0.30, 2, "Disconfirmation to attachment", "B14")
    attachment_contacts: float = contacts(16, "Attachment moves in", "B14")
    expectation_spread: float = spread(0.05, "How much first expectations differ between customers")
    expectation_least: float = level(0.2, "Lowest first expectation")
    expectation_most: float = level(0.95, "Highest first expectation")
    promise_in_expectation: float = level(0.5, "Weight of the promise in what newcomers expect", "B15")
    expectation_weeks: float = weeks(52, "Expectations adapt in", "C11", "given")
    promise_weeks: float = weeks(156, "The promise raises expectations in", "B15")
    answering_of_customers: float = spread(0.14, "How differently customers answer", "B10")
    survey_share: float = number(
        0.2, "share of customers", 0, 1, "Customers who answer the quarterly survey", "assumption"
    )
    survey_noise: float = spread(0.10, "Noise of a survey answer", "B10")
    recommend_level: float = level(fitted("behaviour.customers.recommend_level"), "Recommending, on average", "B12")
    recommend_of_satisfaction: float = effect(
        fitted("behaviour.customers.recommend_of_satisfaction"), 3, "Satisfaction to recommending", "B06, B12"
    )
    recommend_of_attachment: float = effect(0.40, 2, "Attachment to recommending", "B14")
    recommend_of_trust: float = effect(0.30, 2, "Trust to recommending", "B10")
    rating_memory: float = number(
        0.02, "reviews per customer", 0.0005, 1, "Old reviews' weight in the rating", "assumption"
    )
    talk_base: float = chance(0.025, "Conversations in a week", "G01")
    talk_quiet_point: float = level(
        0.60, "Satisfaction at which people talk least", "G01: of those who answer in the middle, 5 or 6 of 10"
    )
    talk_of_anger: float = effect(6.0, 30, "Dissatisfaction to talking", "G01")
    talk_of_delight: float = effect(3.0, 30, "Satisfaction to talking", "G01")
    lapsed_talk: float = level(0.4, "Talking of former customers, relative to customers")
    hearing_weeks: float = weeks(8, "Word of mouth is remembered for")
    word_to_satisfaction: float = effect(0.01, 0.2, "Word of mouth to satisfaction", "G02")
    word_to_expectation: float = effect(0.01, 0.2, "Word of mouth to expectation", "G02")
    review_share: float = number(0.2, "share of those who talk", 0, 1, "Talkers who write a review", "assumption")
    newcomer_weeks: float = limit(8, 1, 26, "Extra contacts of newcomers fade in", "weeks")
    newcomer_contacts: float = effect(1.0, 5, "Extra contacts of newcomers")
    repeat_contacts: float = number(0.3, "contacts/week", 0, 5, "Extra contacts after a failure", "assumption")
    lapse_offset: float = offset(0.0, "Lapsing at the reference")
    lapse_of_satisfaction: float = effect(
        fitted("behaviour.customers.lapse_of_satisfaction"), 12, "Satisfaction to the log of lapsing", "B06, B10"
    )
    lapse_of_attachment: float = effect(1.5, 12, "Attachment to the log of lapsing", "B14")
    lapse_of_trust: float = effect(1.0, 12, "Trust to the log of lapsing")
    lapse_below_threshold: float = effect(3.0, 20, "Below breaking point to lapsing", "B22")
    breaking_point: float = level(0.45, "Breaking point of satisfaction", "B22")
    lapse_of_barrier: float = effect(
        fitted("behaviour.customers.lapse_of_barrier"), 6, "Switching barrier to the log of lapsing", "B10"
    )
    lapse_of_competitor: float = effect(1.5, 6, "Competitor to the log of lapsing")
    join_offset: float = offset(0.0, "Joining at the reference")
    join_of_word: float = number(
        0.12, "chance per year", 0, 1, "Effect of one good or bad word on the chance of joining", "G02"
    )
    join_of_rating: float = effect(
        0.7, 10, "Rating to the log of joining", "G03: elasticity .417 at a rating near 0.6", "given"
    )
    join_of_push: float = effect(1.2, 5, "Acquisition push to the log of joining", "C17")
    join_of_promise: float = effect(1.0, 5, "Promise to the log of joining", "B15")
    join_of_competitor: float = effect(1.0, 6, "Competitor to the log of joining")
    win_back: float = level(0.6, "Lapsed against prospects in joining")
    barrier_level: float = level(0.5, "Neutral level of the switching barrier")
    barrier_spread: float = spread(0.15, "Switching barrier between members")
    starting_wallet_share: float = level(0.25, "Share of wallet of newcomers")
    wallet_least: float = limit(0.02, 0.001, 0.2, "Least share of wallet of a customer", "0 to 1")
    wallet_level: float = level(0.45, "Share of wallet, on average")
    wallet_of_satisfaction: float = effect(
        fitted("behaviour.customers.wallet_of_satisfaction"), 2, "Satisfaction to share of wallet", "B05"
    )
    wallet_of_attachment: float = effect(0.40, 2, "Attachment to share of wallet", "B14")
    wallet_of_personalisation: float = effect(0.12, 1, "Personalisation to share of wallet")
    wallet_of_barrier: float = effect(0.10, 1, "Barrier to share of wallet")
    wallet_of_competitor: float = effect(0.20, 1, "Competitor to share of wallet")
    wallet_weeks: float = weeks(39, "Share of wallet moves in")
    sales_of_warmth: float = effect(
        fitted("behaviour.customers.sales_of_warmth"), 3, "Warmth to sales in a contact", "A17"
    )
    sales_of_pushing: float = effect(0.12, 1, "Money metrics to sales now")
