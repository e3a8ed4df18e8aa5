"""How work and service come about: coefficients, each with its unit, range and source."""

from __future__ import annotations

from ripple_sim.scenario.coefficients import chance, effect, level, spread, weeks
from ripple_sim.scenario.fitted import fitted
from ripple_sim.scenario.parameters import Section, number


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
