"""How work and service come about: coefficients, each with its unit, range and source."""

from __future__ import annotations

from ripple_sim.scenario.fitted import fitted
from ripple_sim.scenario.parameters import Section, chance, effect, level, limit, number, spread, weeks, weight

AFTER_IPSOS = "B14 names the forces; the mix is an assumption"


class Work(Section):
    """Workload and the service itself."""

    time_elasticity: float = number(0.64, "elasticity", 0, 1, "Pressure to time given (negative)", "C01", "given")
    overtime_slope: float = effect(0.3705, 1, "Pressure to the logarithm of hours", "C04", "given")
    hours_least: float = limit(1, 0.1, 5, "Least hours that programmes leave each person", "hours/week")
    intensity_least: float = limit(0.8, 0.3, 1, "Least intensity of work, where there is little")
    intensity_most: float = limit(2, 1.2, 3, "Most intensity of work, in overtime")
    pressure_least: float = limit(0.5, 0.1, 1, "Lowest ratio of work to hours")
    pressure_most: float = limit(4, 1.2, 20, "Highest ratio of work to hours")
    time_ratio_least: float = limit(0.3, 0.1, 1, "Least time given, against the standard")
    time_ratio_most: float = limit(1.3, 1, 2, "Most time given, against the standard")
    utilisation_most: float = limit(0.97, 0.5, 0.999, "Most utilisation that queues are counted at")
    wait_most_weeks: float = weeks(26, "Longest wait that counts")
    roster_least: float = limit(0.5, 0.1, 1, "Least paid hours, against the planned")
    roster_most: float = limit(1.5, 1, 3, "Most paid hours, against the planned")
    staffed_most: float = limit(1.2, 1, 2, "Highest staffing backstage that counts, against the planned")
    tired_output_129: float = limit(0.92, 0.85, 1, "Output an hour at an intensity of 1.29", "ratio", "C05", "given")
    tired_output_143: float = limit(
        0.785, 0.74, 0.85, "Output an hour at an intensity of 1.43", "ratio", "C05", "given"
    )
    tired_output_157: float = limit(0.695, 0.6, 0.74, "Output an hour at an intensity of 1.57", "ratio", "C05", "given")
    tired_slope: float = effect(0.2917, 2, "Intensity above 1.57 to output lost", "C05", "given")
    tired_output_least: float = limit(0.4, 0.05, 0.6, "Least output an hour, however tired")
    fatigue_weeks: float = weeks(3, "Overtime tires in", "C05", "given")
    strain_weeks: float = weeks(52, "Overtime exhausts in", "C06", "given")
    shielding_from: float = level(0.5, "Relationship from which managers keep pressure off")
    shielding: float = effect(0.5, 2, "Relationship to pressure kept off the team", "E04")
    corner_cutting: float = effect(0.15, 1, "Money metrics to corners cut")
    erosion_weeks: float = weeks(18.8, "Standards fade in", "C02", "given")
    upward_weeks: float = weeks(8.14e6, "Standards come back by themselves in", "C03", "given")
    standard_least: float = limit(0.2, 0.05, 1, "Least that a standard of service fades to")
    planning_weeks: float = weeks(18.8, "Wanted hours follow the work in", "C08", "given")
    rostering_weeks: float = weeks(11.5, "Paid hours follow the wanted in", "C08", "given")
    restoring_weeks: float = weeks(20, "Standards are restored, at full effort, in")
    warmth_level: float = level(0.62, "Warmth, on average")
    warmth_of_engagement: float = effect(
        fitted("behaviour.work.warmth_of_engagement"), 2, "Engagement to warmth", "A11, A12"
    )
    warmth_of_empathy: float = effect(fitted("behaviour.work.warmth_of_empathy"), 1, "Empathy to warmth")
    warmth_of_energy: float = effect(0.30, 1, "Energy to warmth")
    warmth_under_pressure: float = effect(0.30, 2, "Pressure to lost warmth", "C18")
    empathy_of_training: float = effect(0.15, 0.6, "Empathy training to empathy", "H01")
    competence_level: float = level(0.72, "Competence, on average")
    competence_of_skill: float = effect(0.40, 1, "Skill to competence", "C07")
    competence_of_engagement: float = effect(0.20, 1, "Engagement to competence", "A11")
    competence_of_focus: float = effect(fitted("behaviour.work.competence_of_focus"), 1, "Customer focus to competence")
    fairness_level: float = level(0.65, "Fairness, on average")
    fairness_of_focus: float = effect(0.40, 1, "Customer focus to fairness", "H02")
    fairness_of_integrity: float = effect(0.30, 1, "Managers' integrity to fairness", "E09")
    coordination_without_acceptance: float = level(0.5, "Part of coordination without acceptance")
    coordination_without_sponsor: float = level(0.5, "Part of coordination without a sponsor")
    coordination_of_blueprints: float = effect(0.30, 1, "Blueprints to coordination")
    handover_loss: float = number(
        0.12, "share of quality", 0, 0.6, "Quality lost at a hand-over without coordination", "assumption"
    )
    values_without_service: float = level(
        0.5, "Part of practised values that customers feel even where service is poor"
    )
    values_weeks: float = weeks(26, "Practised values reach customers in")
    visit_noise: float = spread(0.10, "Chance in a visit")
    experience_weight: float = number(0.35, "share", 0.02, 1, "Weight of the last contact in memory", "assumption")
    missed_contact_weight: float = level(0.5, "Weight of a contact missed, of one had")
    time_quality_at_50: float = limit(0.20, 0.05, 0.3, "Quality of half the standard time", "ratio", "C10", "given")
    time_quality_at_60: float = limit(0.45, 0.3, 0.55, "Quality of 60 % of the standard time", "ratio", "C10", "given")
    time_quality_at_70: float = limit(0.65, 0.55, 0.8, "Quality of 70 % of the standard time", "ratio", "C10", "given")
    time_quality_at_90: float = limit(0.95, 0.8, 1, "Quality of 90 % of the standard time", "ratio", "C10", "given")
    time_quality_at_110: float = limit(1.05, 1, 1.15, "Quality of 110 % of the standard time", "ratio", "C10", "given")
    time_quality_at_130: float = limit(1.35, 1.15, 2, "Quality of 130 % of the standard time", "ratio", "C10", "given")
    time_quality_least: float = limit(0.05, 0.001, 0.05, "Quality of hardly any of the standard time", "ratio")
    time_quality_level: float = level(0.72, "Quality of a contact at the standard time", "C10")
    carried_reference: float = level(0.46, "Overall competence at which the usual share of contacts fails")
    failure_base: float = chance(0.04, "A contact fails")
    failure_most: float = chance(0.5, "A week's contacts fail, at the most")
    failure_slope: float = effect(5.0, 20, "Lost quality to the logarithm of failing")
    compensation: float = number(5.0, "currency/failure", 0, 1e5, "Compensation for a failure put right", "assumption")
    staff_view_weeks: float = weeks(4, "Employees see quality in", "C11", "given")
    management_view_weeks: float = weeks(12, "Managers see quality in", "C11", "given")
    reporting_gain: float = effect(0.75, 1, "Joint reporting to sooner reports", "C11")
    reporting_least_weeks: float = weeks(2, "Managers see quality at the soonest in")
    halo_of_engagement: float = effect(0.20, 1, "Engagement to a more favourable view of the service")


class Forces(Section):
    """What the six forces of experience are made of, for customers and at work."""

    certainty_of_process: float = weight(0.45, "Process in customers' certainty", AFTER_IPSOS)
    certainty_of_competence: float = weight(0.30, "Competence in customers' certainty", AFTER_IPSOS)
    certainty_of_wait: float = weight(0.25, "A short wait in customers' certainty", AFTER_IPSOS)
    control_of_wait: float = weight(0.40, "A short wait in customers' control", AFTER_IPSOS)
    control_of_transparency: float = weight(0.30, "Openness in customers' control", AFTER_IPSOS)
    control_of_competence: float = weight(0.30, "Competence in customers' control", AFTER_IPSOS)
    status_of_warmth: float = weight(0.50, "Warmth in customers' status", AFTER_IPSOS)
    status_of_personalisation: float = weight(0.30, "Personal service in customers' status", AFTER_IPSOS)
    status_of_time: float = weight(0.20, "Time given in customers' status", AFTER_IPSOS)
    belonging_of_warmth: float = weight(0.65, "Warmth in customers' belonging", AFTER_IPSOS)
    belonging_of_values: float = weight(0.35, "Values felt in customers' belonging", AFTER_IPSOS)
    enjoyment_of_warmth: float = weight(0.60, "Warmth in customers' enjoyment", AFTER_IPSOS)
    enjoyment_of_time: float = weight(0.40, "Time given in customers' enjoyment", AFTER_IPSOS)
    fair_of_fairness: float = weight(0.60, "Fairness in customers' fair treatment", AFTER_IPSOS)
    fair_of_transparency: float = weight(0.20, "Openness in customers' fair treatment", AFTER_IPSOS)
    fair_of_process: float = weight(0.20, "Process in customers' fair treatment", AFTER_IPSOS)
    certainty_at_work_of_trust: float = weight(0.5, "Trust in certainty at work")
    certainty_at_work_of_security: float = weight(0.5, "Security in certainty at work")
    control_at_work_of_job: float = weight(0.6, "The job in control at work")
    control_at_work_of_line_of_sight: float = weight(0.4, "Line of sight in control at work")
    status_at_work_of_growth: float = weight(0.5, "Career growth in status at work")
    status_at_work_of_manager: float = weight(0.5, "The manager in status at work")
    belonging_at_work_of_coworkers: float = weight(0.6, "Co-workers in belonging at work")
    belonging_at_work_of_pride: float = weight(0.4, "Pride in belonging at work")
    enjoyment_at_work_of_job: float = weight(0.6, "The job in enjoyment at work")
    enjoyment_at_work_of_coworkers: float = weight(0.4, "Co-workers in enjoyment at work")
    fair_at_work_of_trust: float = weight(0.4, "Trust in fair treatment at work")
    fair_at_work_of_manager: float = weight(0.3, "The manager in fair treatment at work")
    fair_at_work_of_pay: float = weight(0.3, "Pay in fair treatment at work")


def mixes() -> dict[str, tuple[str, ...]]:
    """Return the names of the weights of each mix; what a mix is made of follows its ``_of_``."""
    found: dict[str, tuple[str, ...]] = {}
    for name in Forces.model_fields:
        force, _, _ = name.partition("_of_")
        found[force] = (*found.get(force, ()), name)
    return found
