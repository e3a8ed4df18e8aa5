"""How managers and employees behave: coefficients, each with its unit, range and source."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from ripple_sim.scenario.fitted import fitted
from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.scenario.parameters import Section, chance, effect, level, limit, number, offset, spread, weeks


class Leaders(Section):
    """Managers and the top of the company."""

    room_for_people: float = effect(0.8, 2, "Manager driver to attention for people", "E01")
    firefighting: float = effect(1.5, 5, "Pressure to attention for customers", "assumption")
    paperwork_of_money_metrics: float = effect(0.8, 2, "Money metrics to paperwork")
    paperwork_of_initiatives: float = effect(0.25, 2, "Programme hours to paperwork", "A17")
    initiative_overload: float = effect(0.2, 2, "Each further programme to all programmes' hours")
    paperwork_saved_by_joint_reporting: float = effect(0.3, 0.8, "Joint reporting to paperwork")
    claim_least: float = limit(0.2, 0, 1, "Least demand on a manager, against a quiet week's")
    usual_span: float = limit(10, 1, 100, "Span of control at which contact is usual", "people")
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
    lip_service: float = effect(0.8, 2, "Values announced but not practised, to integrity", "E10")
    integrity_weeks: float = weeks(26, "Integrity is seen in")
    falling_faster: float = number(2.0, "ratio", 1, 6, "Falls against rises of what is seen", "B07, R03")
    relationship_level: float = level(0.60, "Relationship with managers, on average")
    recognition_level: float = level(0.50, "Recognition, on average")
    relationship_alone: float = level(0.5, "Part of the relationship that does not depend on the manager's engagement")
    recognition_alone: float = level(0.5, "Part of recognition without the manager's integrity")
    manager_quit_slope: float = effect(2.0, 6, "Managers' engagement to their leaving", "A02")
    top_of_sponsorship: float = effect(0.15, 1, "Sponsorship to the top's engagement", "H03")
    top_of_profit: float = effect(0.3, 2, "Profit gap to the top's engagement", "R02")
    top_weeks: float = weeks(26, "The top's engagement moves in")
    unmeasured_focus: float = level(0.35, "Customer focus of staff who aren't measured on it")
    blindness: float = effect(2.0, 6, "False reports to managers' insight", "C11")
    insight_of_mirror: float = effect(0.3, 1, "Mirror analysis to insight")
    focus_of_attention: float = effect(0.15, 1, "Managers' attention to customer focus")
    neutral_focus: float = level(0.5, "Customer focus between money and customers")
    norm_pace_alone: float = limit(0.6, 0.05, 2, "Pace of norms where nobody is measured as a group")
    norm_weeks: float = weeks(26, "Team norms move in")
    emphasis_spread: float = spread(0.15, "Differences in what managers consider important", "A21")


def _seen() -> Any:
    """Return a section with the time in which people's view of each driver moves."""
    times: dict[str, Any] = {
        f"{driver.name}_seen_weeks": (float, weeks(driver.seen_weeks, driver.seen_label, "L01")) for driver in DRIVERS
    }
    return create_model("Seen", __base__=Section, **times)


class Employees(_seen()):  # type: ignore[misc]
    """People at work."""

    reference_engagement: float = level(0.62, "Neutral level of engagement")
    reference_drivers: float = level(0.58, "Neutral level of the mean driver")
    reference_intention: float = level(0.25, "Neutral level of the intention to leave", "D11")
    ability_least: float = limit(0.5, 0.1, 1, "Least ability of a person, against the average")
    ability_most: float = limit(1.5, 1, 2.5, "Most ability of a person, against the average")
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
    hiring_ease_least: float = limit(0.1, 0.01, 1, "Least that selectivity and pay leave of the pace of hiring")
    placement_gain: float = effect(0.08, 0.3, "Placement to ability and empathy at the front")
    honeymoon: float = level(fitted("behaviour.employees.honeymoon"), "Lower quitting of newcomers", "D07")
    honeymoon_weeks: float = weeks(26, "Lower quitting of newcomers fades in", "D07")
    intention_slope: float = effect(
        fitted("behaviour.employees.intention_slope"), 10, "Intention to the logarithm of quitting", "D03, D11"
    )
    quit_offset: float = offset(0.0, "Quitting at the reference")
    training_weeks: float = weeks(16, "Training is taken in within", "H01")
    full_training_hours: float = limit(2, 0.1, 10, "Hours of training that are taken in as full", "hours/week")
    usual_training: float = level(0.25, "Usual training, as a part of the full")
    learning_pace_least: float = limit(0.5, 0.05, 1, "Pace of learning without training, against the usual")
    skill_least: float = limit(0.02, 0.001, 0.5, "Least skill, against an experienced person's")
    skill_of_training: float = effect(0.42, 0.6, "Training to skill", "H01")
    absence_slope: float = effect(1.5, 5, "Lost energy to the logarithm of absence", "A06")
    absence_most: float = chance(0.95, "Absent in a week, at the most")
    effort_of_engagement: float = effect(0.30, 1, "Engagement to output", "A11, A13")
    output_of_selling: float = effect(0.06, 0.5, "Money metrics to output now")
    peer_elasticity: float = number(0.16, "elasticity", 0, 0.6, "Co-workers' productivity to one's own", "F01", "given")
    peer_output_least: float = limit(0.5, 0, 1, "Least of co-workers' output that is felt")
    peer_output_most: float = limit(1.5, 1, 1.75, "Most of co-workers' output that is felt")
    halo_of_disposition: float = spread(
        fitted("behaviour.employees.halo_of_disposition"), "Disposition to the view of every driver", "B10, E06"
    )
    halo_of_fit: float = effect(0.40, 1, "Fit to the view of every driver", "E11")
    fortunes_spread: float = spread(
        fitted("behaviour.employees.fortunes_spread"), "Recent events to the view of every driver", "F04"
    )
    fortunes_weeks: float = weeks(26, "Effects of events fade in", "F04")
    events_spread: float = spread(0.17, "Recent events to the view of one driver", "B10, E14")
    halo_of_manager: float = effect(
        fitted("behaviour.employees.halo_of_manager"), 1, "The manager to the view of every driver", "E01, E02"
    )
    trust_of_integrity: float = effect(0.8, 2, "Integrity to trust", "E08, E09")
    trust_of_transparency: float = effect(0.15, 1, "Transparency to trust")
    trust_lost_to_lip_service: float = effect(0.4, 2, "Values announced but not practised, to trust", "E10")
    job_under_pressure: float = effect(0.5, 2, "Overtime to the job", "C05")
    job_of_selling: float = effect(0.3, 1, "Money metrics to the job")
    sight_of_metrics: float = effect(0.3, 1, "Customer focus to line of sight", "E15")
    sight_of_reporting: float = effect(0.15, 1, "Joint reporting to line of sight")
    growth_of_profit: float = effect(0.5, 2, "Security to career growth", "R02")
    pride_of_values: float = effect(0.4, 1, "Practised values to pride")
    coworkers_of_mood: float = effect(0.4, 1, "Team's engagement to co-workers", "F02, F03")
    coworkers_lost: float = effect(0.4, 2, "Departures to co-workers", "D10")
    coworkers_of_group: float = effect(0.10, 1, "Group metrics to co-workers")
    training_of_hours: float = effect(0.12, 1, "Training hours to the driver", "H01")
    manager_of_relationship: float = effect(0.6, 2, "Relationship to the driver", "E04, E07")
    manager_of_recognition: float = effect(0.4, 2, "Recognition to the driver", "E07")
    security_level: float = level(0.6, "How certain work feels in an ordinary year")
    pay_fairness_level: float = level(0.6, "How fair pay at the market's wage feels")
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
        fitted("behaviour.employees.pull_of_customers"), 1, "Customers' satisfaction to engagement", "F05, F06"
    )
    hygiene_at_work: float = effect(0.5, 2, "Missing certainty or fairness to engagement", "B14")
    hygiene_floor_at_work: float = level(0.45, "Level below which certainty and fairness are missed")
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
    quits_of_strain: float = effect(0.45, 3, "A year's overtime to the logarithm of quitting", "C06", "given")
    intention_of_departures: float = effect(0.30, 2, "Departures to intention to leave", "D10")
    intention_spread: float = spread(0.18, "Attraction of other employers", "D11, E08")
    intention_weeks: float = weeks(10, "Intention to leave moves in", "D04")
    departure_memory_weeks: float = weeks(12, "Departures are remembered for", "D10")
    employer_level: float = level(0.75, "Recommending the employer, on average")
    employer_of_engagement: float = effect(1.0, 3, "Engagement to recommending the employer")
    answering_spread: float = spread(0.14, "How differently staff answer the same", "B10")
