"""How people behave: the coefficients of the rules, each with its unit, range and source.

They are the same for every company unless a scenario says otherwise. ``guess`` marks what neither
a published figure gives nor a fit has found.
"""

from __future__ import annotations

from typing import Any

from ripple_sim.scenario.fitted import Fitted, fitted
from ripple_sim.scenario.parameters import Kind, Section, number


def level(
    default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess"
) -> Any:
    """Declare a level between 0 and 1."""
    return number(default, "0 to 1", 0, 1, label, source, kind)


def weeks(
    default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess"
) -> Any:
    """Declare a time constant."""
    return number(default, "weeks", 1, 1e9, label, source, kind)


def contacts(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a time constant counted in contacts."""
    return number(default, "contacts", 1, 1e6, label, source, kind)


def effect(
    default: float | Fitted,
    high: float,
    label: str,
    source: str = "assumption",
    kind: Kind = "guess",
) -> Any:
    """Declare how much the left side moves for one unit of the right side; never negative."""
    return number(default, "per unit", 0, high, label, source, kind)


def spread(
    default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess"
) -> Any:
    """Declare a standard deviation between people, or from week to week."""
    return number(default, "standard deviation", 0, 0.5, label, source, kind)


def chance(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a probability."""
    return number(default, "probability", 0, 1, label, source, kind)


def offset(default: float, label: str) -> Any:
    """Declare a logarithm added to a hazard so that a company's stated rate comes true."""
    return number(default, "logarithm", -4, 4, label, "found by 'ripple balance'", "fitted")


class Leaders(Section):
    """Managers and the top of the company."""

    room_for_people: float = effect(0.8, 2, "Manager driver to attention for people", "E01")
    firefighting: float = effect(1.5, 5, "Pressure to attention for customers", "assumption")
    paperwork_of_money_metrics: float = effect(0.8, 2, "Money metrics to paperwork")
    paperwork_of_initiatives: float = effect(0.25, 2, "Programme hours to paperwork", "A17")
    initiative_overload: float = effect(0.2, 2, "Each further programme to all programmes' hours")
    paperwork_saved_by_joint_reporting: float = effect(0.3, 0.8, "Joint reporting to paperwork")
    span_exponent: float = effect(0.6, 1, "Span of control to time per report")
    cascade: float = effect(0.5, 1, "Top's engagement to managers' engagement", "E01")
    manager_disposition_pull: float = spread(0.06, "Lasting differences between managers", "E01")
    manager_overload: float = effect(0.15, 1, "Pressure to managers' engagement")
    manager_engagement_weeks: float = weeks(13, "Managers' engagement moves in")
    manager_mood_noise: float = spread(0.01, "Managers' mood from week to week", "E04")
    coaching_weeks: float = weeks(16, "Coaching is learned in", "H01")
    forgetting_weeks: float = weeks(78, "Coaching is forgotten in")
    coaching_gain: float = effect(0.12, 0.5, "Coaching to leadership", "H01: 0.6 SD on results")
    talent_level: float = level(0.55, "Leadership of managers, on average")
    talent_spread: float = spread(0.14, "Leadership between managers", "E02, D06")
    honesty_level: float = level(0.65, "Word-deed integrity, on average", "E09")
    honesty_spread: float = spread(0.10, "Word-deed integrity between managers", "E09")
    lip_service: float = effect(0.8, 2, "Announced beyond lived to integrity", "E10")
    integrity_weeks: float = weeks(26, "Integrity is seen in")
    falling_faster: float = number(
        2.0, "ratio", 1, 6, "Falls against rises of what is seen", "B07, R03"
    )
    relationship_level: float = level(0.60, "Relationship with managers, on average")
    recognition_level: float = level(0.50, "Recognition, on average")
    manager_quit_slope: float = effect(2.0, 6, "Managers' engagement to their leaving", "A02")
    top_of_sponsorship: float = effect(0.15, 1, "Sponsorship to the top's engagement", "H03")
    top_of_profit: float = effect(0.3, 2, "Profit gap to the top's engagement", "R02")
    top_weeks: float = weeks(26, "The top's engagement moves in")
    unmeasured_focus: float = level(0.35, "Customer focus of those who aren't measured on it")
    blindness: float = effect(2.0, 6, "False reports to managers' insight", "C11")
    insight_of_mirror: float = effect(0.3, 1, "Mirror analysis to insight")
    focus_of_attention: float = effect(0.15, 1, "Managers' attention to customer focus")
    norm_weeks: float = weeks(26, "Team norms move in")
    emphasis_spread: float = spread(0.15, "What managers hold to matter, between managers", "A21")


class Employees(Section):
    """People at work."""

    reference_engagement: float = level(0.62, "Engagement at which nothing pulls")
    reference_drivers: float = level(0.58, "Mean driver at which nothing pulls")
    reference_intention: float = level(0.25, "Intention to leave at which nothing pulls", "D11")
    ability_spread: float = spread(0.12, "Ability between people", "F01")
    empathy_level: float = level(0.55, "Empathy, on average")
    empathy_spread: float = spread(0.15, "Empathy between people")
    fit_level: float = level(0.60, "Fit at hiring, on average", "E11")
    fit_spread: float = spread(0.15, "Fit between people", "E11")
    weight_spread: float = spread(0.40, "How differently people weigh the drivers")
    empathy_of_selectivity: float = effect(0.10, 0.5, "Selectivity to empathy of hires")
    fit_of_selectivity: float = effect(0.20, 0.5, "Selectivity to fit of hires", "E11")
    selectivity_delay: float = effect(0.6, 1, "Selectivity to slower hiring")
    hiring_of_pay: float = effect(1.0, 4, "Pay to faster hiring")
    placement_gain: float = effect(0.08, 0.3, "Placement to ability and empathy at the front")
    honeymoon: float = level(
        fitted("behaviour.employees.honeymoon"), "Lower quitting of newcomers", "D07"
    )
    intention_slope: float = effect(
        fitted("behaviour.employees.intention_slope"),
        10,
        "Intention to the logarithm of quitting",
        "D03, D11",
    )
    quit_offset: float = offset(0.0, "Quitting at the reference")
    training_weeks: float = weeks(16, "Training is taken in within", "H01")
    usual_training: float = level(0.25, "Usual training, of two hours a week")
    skill_of_training: float = effect(0.42, 0.6, "Training to skill", "H01")
    absence_slope: float = effect(1.5, 5, "Lost energy to the logarithm of absence", "A06")
    effort_of_engagement: float = effect(0.30, 1, "Engagement to output", "A11, A13")
    output_of_selling: float = effect(0.06, 0.5, "Money metrics to output now")
    peer_elasticity: float = number(
        0.16, "elasticity", 0, 0.6, "Co-workers' productivity to one's own", "F01", "given"
    )
    trust_seen_weeks: float = weeks(40, "Trust is built in", "L01")
    job_seen_weeks: float = weeks(24, "A changed job is felt in", "L01")
    line_of_sight_seen_weeks: float = weeks(26, "Line of sight is seen in", "L01")
    growth_seen_weeks: float = weeks(52, "Career growth is believed in", "L01")
    pride_seen_weeks: float = weeks(52, "Pride moves in", "L01")
    coworkers_seen_weeks: float = weeks(20, "Co-workers are known in", "L01")
    training_seen_weeks: float = weeks(32, "Training is noticed in", "L01")
    manager_seen_weeks: float = weeks(26, "A manager is known in", "L01")
    halo_of_disposition: float = spread(
        fitted("behaviour.employees.halo_of_disposition"),
        "Disposition colours every driver",
        "B10, E06",
    )
    halo_of_fit: float = effect(0.40, 1, "Fit colours every driver", "E11")
    fortunes_spread: float = spread(
        fitted("behaviour.employees.fortunes_spread"), "What has lately happened to people", "F04"
    )
    fortunes_weeks: float = weeks(26, "What has happened to people fades in", "F04")
    events_spread: float = spread(0.17, "What has lately happened to one driver alone", "B10, E14")
    halo_of_manager: float = effect(
        fitted("behaviour.employees.halo_of_manager"),
        1,
        "The manager colours every driver",
        "E01, E02",
    )
    trust_of_integrity: float = effect(0.8, 2, "Integrity to trust", "E08, E09")
    trust_of_transparency: float = effect(0.15, 1, "Transparency to trust")
    trust_lost_to_lip_service: float = effect(0.4, 2, "Announced beyond lived to trust", "E10")
    job_under_pressure: float = effect(0.5, 2, "Overtime to the job", "C05")
    job_of_selling: float = effect(0.3, 1, "Money metrics to the job")
    sight_of_metrics: float = effect(0.3, 1, "Customer focus to line of sight", "E15")
    sight_of_reporting: float = effect(0.15, 1, "Joint reporting to line of sight")
    growth_of_profit: float = effect(0.5, 2, "Security to career growth", "R02")
    pride_of_values: float = effect(0.4, 1, "Lived values to pride")
    coworkers_of_mood: float = effect(0.4, 1, "Team's engagement to co-workers", "F02, F03")
    coworkers_lost: float = effect(0.4, 2, "Departures to co-workers", "D10")
    coworkers_of_group: float = effect(0.10, 1, "Group metrics to co-workers")
    training_of_hours: float = effect(0.12, 1, "Training hours to the driver", "H01")
    manager_of_relationship: float = effect(0.6, 2, "Relationship to the driver", "E04, E07")
    manager_of_recognition: float = effect(0.4, 2, "Recognition to the driver", "E07")
    mood_memory: float = number(0.6, "share kept a week", 0, 0.98, "Mood persists", "A17")
    mood_noise: float = spread(0.03, "Mood from week to week", "A17")
    engagement_weeks: float = weeks(8, "Engagement moves in", "F04")
    pull_of_drivers: float = effect(0.9, 2, "Drivers to engagement", "E07, E08, E14")
    pull_of_team: float = effect(
        fitted("behaviour.employees.pull_of_team"), 0.6, "Team's engagement to one's own", "F02"
    )
    pull_of_fit: float = effect(0.15, 1, "Fit to engagement", "E11")
    pull_of_disposition: float = spread(0.08, "Lasting differences between people", "F04")
    pull_of_customers: float = effect(
        fitted("behaviour.employees.pull_of_customers"),
        1,
        "Customers' satisfaction to engagement",
        "F05, F06",
    )
    hygiene_at_work: float = effect(0.5, 2, "Missing certainty or fairness to engagement", "B14")
    hygiene_floor_at_work: float = level(0.45, "Below it certainty and fairness are missed")
    engagement_lost_to_exhaustion: float = effect(0.4, 2, "Exhaustion to engagement")
    exhausted_below: float = level(0.45, "Energy below which people are exhausted")
    burnt_out_below: float = level(0.35, "Energy below which people count as burnt out")
    energy_level: float = level(0.70, "Energy of a rested person")
    energy_of_engagement: float = effect(0.30, 1, "Engagement to energy", "A11")
    energy_of_overtime: float = effect(0.8, 3, "Overtime to energy", "C05")
    energy_of_strain: float = effect(0.5, 3, "A year's overtime to energy", "C06")
    energy_of_empathy: float = effect(0.3, 2, "Empathy under pressure to energy")
    energy_weeks: float = weeks(4, "Energy moves in")
    energy_noise: float = spread(0.02, "Energy from week to week")
    intention_of_engagement: float = effect(0.55, 2, "Engagement to intention to leave", "D03, D04")
    intention_of_fit: float = effect(0.20, 1, "Fit to intention to leave", "E11")
    intention_of_pay: float = effect(0.60, 3, "Pay to intention to leave")
    intention_of_manager: float = effect(0.35, 2, "Manager to intention to leave", "D06, E07")
    intention_of_growth: float = effect(0.15, 1, "Career growth to intention to leave", "D03")
    intention_of_security: float = effect(0.20, 1, "Security to intention to leave", "R02")
    quits_of_strain: float = effect(
        0.45, 3, "A year's overtime to the logarithm of quitting", "C06", "given"
    )
    intention_of_departures: float = effect(0.30, 2, "Departures to intention to leave", "D10")
    intention_spread: float = spread(0.18, "What pulls people away from outside", "D11, E08")
    intention_weeks: float = weeks(10, "Intention to leave moves in", "D04")
    departure_memory_weeks: float = weeks(12, "Departures are remembered for", "D10")
    employer_level: float = level(0.75, "Recommending the employer, on average")
    employer_of_engagement: float = effect(1.0, 3, "Engagement to recommending the employer")
    answering_spread: float = spread(0.14, "How differently staff answer the same", "B10")


class Work(Section):
    """Workload and the service itself."""

    time_elasticity: float = number(
        0.64, "elasticity", 0, 1, "Pressure to time given (negative)", "C01", "given"
    )
    overtime_slope: float = effect(0.3705, 1, "Pressure to the logarithm of hours", "C04", "given")
    fatigue_weeks: float = weeks(3, "Overtime tires in", "C05", "given")
    strain_weeks: float = weeks(52, "Overtime wears out in", "C06", "given")
    shielding: float = effect(0.5, 2, "Relationship to pressure kept off the team", "E04")
    corner_cutting: float = effect(0.15, 1, "Money metrics to corners cut")
    erosion_weeks: float = weeks(18.8, "Standards fade in", "C02", "given")
    upward_weeks: float = weeks(8.14e6, "Standards come back by themselves in", "C03", "given")
    planning_weeks: float = weeks(18.8, "Wanted hours follow the work in", "C08", "given")
    rostering_weeks: float = weeks(11.5, "Paid hours follow the wanted in", "C08", "given")
    restoring_weeks: float = weeks(20, "Standards are restored, at full effort, in")
    warmth_level: float = level(0.62, "Warmth, on average")
    warmth_of_engagement: float = effect(
        fitted("behaviour.work.warmth_of_engagement"), 2, "Engagement to warmth", "A11, A12"
    )
    warmth_of_empathy: float = effect(
        fitted("behaviour.work.warmth_of_empathy"), 1, "Empathy to warmth"
    )
    warmth_of_energy: float = effect(0.30, 1, "Energy to warmth")
    warmth_under_pressure: float = effect(0.30, 2, "Pressure to lost warmth", "C18")
    empathy_of_training: float = effect(0.15, 0.6, "Empathy training to empathy", "H01")
    competence_level: float = level(0.72, "Competence, on average")
    competence_of_skill: float = effect(0.40, 1, "Skill to competence", "C07")
    competence_of_engagement: float = effect(0.20, 1, "Engagement to competence", "A11")
    competence_of_focus: float = effect(
        fitted("behaviour.work.competence_of_focus"), 1, "Customer focus to competence"
    )
    fairness_level: float = level(0.65, "Fairness, on average")
    fairness_of_focus: float = effect(0.40, 1, "Customer focus to fairness", "H02")
    fairness_of_integrity: float = effect(0.30, 1, "Managers' integrity to fairness", "E09")
    coordination_of_blueprints: float = effect(0.30, 1, "Blueprints to coordination")
    handover_loss: float = number(
        0.12, "share of quality", 0, 0.6, "Lost at a hand-over without coordination", "assumption"
    )
    values_weeks: float = weeks(26, "Lived values reach customers in")
    visit_noise: float = spread(0.10, "Chance in a visit")
    experience_weight: float = number(
        0.35, "share", 0.02, 1, "Weight of the last contact in memory", "assumption"
    )
    time_quality_level: float = level(0.72, "Quality of a contact at the standard time", "C10")
    carried_reference: float = level(0.46, "Carried competence at which failures are usual")
    failure_base: float = chance(0.04, "A contact fails")
    failure_slope: float = effect(5.0, 20, "Lost quality to the logarithm of failing")
    compensation: float = number(
        5.0, "currency/failure", 0, 1e5, "Compensation for a failure put right", "assumption"
    )
    staff_view_weeks: float = weeks(4, "Employees see quality in", "C11", "given")
    management_view_weeks: float = weeks(12, "Managers see quality in", "C11", "given")
    halo_of_engagement: float = effect(0.20, 1, "Engagement to a rosier view of the service")


class Customers(Section):
    """Customers and prospects."""

    reference_satisfaction: float = level(
        fitted("behaviour.customers.reference_satisfaction"),
        "Satisfaction at which nothing pulls",
        "B12",
    )
    reference_quality: float = level(0.62, "Experienced quality at which nothing pulls")
    taste_spread: float = spread(0.08, "How differently customers judge the same", "B10")
    closeness_spread: float = spread(0.10, "How differently customers attach themselves", "B14")
    tolerance: float = level(0.05, "Zone of tolerance around the expectation", "B22, C10")
    in_tolerance: float = level(0.4, "What counts of a gap within the zone", "B22")
    loss_aversion: float = effect(
        1.25,
        4,
        "Extra weight of falling short",
        "Tversky and Kahneman 1992: a loss weighs 2.25 times; B07, R03",
        "given",
    )
    hygiene: float = effect(0.6, 3, "Missing certainty or fairness", "B14")
    hygiene_floor: float = level(0.50, "Below it certainty and fairness are missed", "B14")
    satisfaction_of_level: float = effect(
        fitted("behaviour.customers.satisfaction_of_level"), 2, "Quality to satisfaction", "B10"
    )
    satisfaction_of_gap: float = effect(0.60, 2, "Disconfirmation to satisfaction", "B06")
    image: float = effect(0.15, 1, "Public rating to satisfaction", "B10")
    verdict_weight: float = number(
        0.30, "share", 0.02, 1, "Weight of a verdict in satisfaction", "assumption"
    )
    recovery_lift: float = effect(0.04, 0.3, "Failure put right to satisfaction", "B19")
    failure_drop: float = effect(0.25, 1, "Failure not put right to satisfaction", "B16")
    trust_contacts: float = contacts(10, "Customers' trust moves in")
    trust_lost_to_failure: float = effect(0.05, 0.5, "Failure not put right to trust", "B16")
    attachment_of_gap: float = effect(0.30, 2, "Disconfirmation to attachment", "B14")
    attachment_contacts: float = contacts(16, "Attachment moves in", "B14")
    expectation_weeks: float = weeks(52, "Expectations adapt in", "C11", "given")
    promise_weeks: float = weeks(156, "The promise raises expectations in", "B15")
    answering_of_customers: float = spread(0.14, "How differently customers answer", "B10")
    survey_share: float = number(
        0.2, "share of customers", 0, 1, "Customers who answer the quarterly survey", "assumption"
    )
    survey_noise: float = spread(0.10, "Noise of a survey answer", "B10")
    recommend_level: float = level(
        fitted("behaviour.customers.recommend_level"), "Recommending, on average", "B12"
    )
    recommend_of_satisfaction: float = effect(
        fitted("behaviour.customers.recommend_of_satisfaction"),
        3,
        "Satisfaction to recommending",
        "B06, B12",
    )
    recommend_of_attachment: float = effect(0.40, 2, "Attachment to recommending", "B14")
    recommend_of_trust: float = effect(0.30, 2, "Trust to recommending", "B10")
    rating_memory: float = number(
        0.02, "reviews per customer", 0.0005, 1, "Old reviews' weight in the rating", "assumption"
    )
    talk_base: float = chance(0.025, "Talks in a week", "G01")
    talk_quiet_point: float = level(
        0.60,
        "Satisfaction at which people talk least",
        "G01: of those who answer in the middle, 5 or 6 of 10",
    )
    talk_of_anger: float = effect(6.0, 30, "Dissatisfaction to talking", "G01")
    talk_of_delight: float = effect(3.0, 30, "Satisfaction to talking", "G01")
    lapsed_talk: float = level(0.4, "Talking of the lapsed, of a customer's")
    hearing_weeks: float = weeks(8, "Words are remembered for")
    word_to_satisfaction: float = effect(0.01, 0.2, "A word to satisfaction", "G02")
    word_to_expectation: float = effect(0.01, 0.2, "A word to expectation", "G02")
    review_share: float = number(
        0.2, "share of those who talk", 0, 1, "Talkers who write a review", "assumption"
    )
    newcomer_contacts: float = effect(1.0, 5, "Extra contacts of newcomers")
    repeat_contacts: float = number(
        0.3, "contacts/week", 0, 5, "Extra contacts after a failure", "assumption"
    )
    lapse_offset: float = offset(0.0, "Lapsing at the reference")
    lapse_of_satisfaction: float = effect(
        fitted("behaviour.customers.lapse_of_satisfaction"),
        12,
        "Satisfaction to the log of lapsing",
        "B06, B10",
    )
    lapse_of_attachment: float = effect(1.5, 12, "Attachment to the log of lapsing", "B14")
    lapse_of_trust: float = effect(1.0, 12, "Trust to the log of lapsing")
    lapse_below_threshold: float = effect(3.0, 20, "Below breaking point to lapsing", "B22")
    breaking_point: float = level(0.45, "Satisfaction below which customers break", "B22")
    lapse_of_barrier: float = effect(
        fitted("behaviour.customers.lapse_of_barrier"),
        6,
        "Switching barrier to the log of lapsing",
        "B10",
    )
    lapse_of_competitor: float = effect(1.5, 6, "Competitor to the log of lapsing")
    join_offset: float = offset(0.0, "Joining at the reference")
    join_of_word: float = number(
        0.12,
        "chance per year",
        0,
        1,
        "A good word to the chance of joining; a bad one takes that part of it",
        "G02",
    )
    join_of_rating: float = effect(
        0.7,
        10,
        "Rating to the log of joining",
        "G03: elasticity .417 at a rating near 0.6",
        "given",
    )
    join_of_push: float = effect(1.2, 5, "Acquisition push to the log of joining", "C17")
    join_of_promise: float = effect(1.0, 5, "Promise to the log of joining", "B15")
    join_of_competitor: float = effect(1.0, 6, "Competitor to the log of joining")
    win_back: float = level(0.6, "Lapsed against prospects in joining")
    barrier_spread: float = spread(0.15, "Switching barrier between members")
    starting_wallet_share: float = level(0.25, "Share of wallet of newcomers")
    wallet_level: float = level(0.45, "Share of wallet, on average")
    wallet_of_satisfaction: float = effect(
        fitted("behaviour.customers.wallet_of_satisfaction"),
        2,
        "Satisfaction to share of wallet",
        "B05",
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


class Finance(Section):
    """What profit does later."""

    driver_cost_growth: float = number(
        6.0, "per unit", 0, 20, "Growth of the cost of a driver's next step", "assumption"
    )
    aspiration_weeks: float = weeks(156, "People get used to a margin in", "R02")
    bonus_of_profit: float = effect(0.5, 3, "Margin gap to pay")
    security_of_profit: float = effect(1.0, 5, "Margin gap to security", "R02")
    hiring_of_profit: float = effect(4.0, 20, "Margin gap to the pace of hiring")
    pride_of_profit: float = effect(0.4, 3, "Margin gap to pride", "R02, A18")
    pride_of_reputation: float = effect(0.4, 2, "Public rating to pride", "F05")


class Feedback(Section):
    """Switches of what acts back: 0 off, 1 on, and the lag of each."""

    customers_to_employees: float = level(1.0, "Customers act on employees' engagement", "F05, F06")
    customers_to_pride: float = level(1.0, "The public rating acts on pride", "F05")
    profit_to_pay: float = level(1.0, "Profit acts on pay", "R02")
    profit_to_security: float = level(1.0, "Profit acts on security", "R02")
    profit_to_staffing: float = level(1.0, "Profit acts on hiring")
    profit_to_pride: float = level(1.0, "Profit acts on pride and the top", "R02, A18")
    pay_lag_weeks: float = weeks(52, "Profit reaches pay in", "R02")
    security_lag_weeks: float = weeks(52, "Profit reaches security in", "R02")
    staffing_lag_weeks: float = weeks(13, "Profit reaches hiring in")
    pride_lag_weeks: float = weeks(78, "Profit reaches pride in", "R02")


class Behaviour(Section):
    """All coefficients of the rules."""

    leaders: Leaders = Leaders()
    employees: Employees = Employees()
    work: Work = Work()
    customers: Customers = Customers()
    finance: Finance = Finance()
    feedback: Feedback = Feedback()
