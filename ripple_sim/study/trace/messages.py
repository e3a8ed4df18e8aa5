"""Every sentence of traces and stories, as whole templates that can be translated."""

from __future__ import annotations

from ripple_sim.wording import mark

PERSON = {
    "managers": mark("the manager of team {number}"),
    "employees": mark("employee {number}"),
    "members": mark("customer {number}"),
}
WITH_MORE = mark("{who} and {more} more")
NOTHING = mark("Nothing differs between the two worlds in {weeks} weeks: there is no ripple.")
FEW = mark(
    "From {origin}: the first to move is {first}, but no ring differs in half of the {pairs} pairs "
    "of twin worlds."
)
SOME_TOLD = mark(
    "From {origin}: the first to move is {first}, and the difference reaches {last} in week "
    "{week}; it touches {reached} of {rings} rings, and in week {weeks} {told} of them differ by "
    "enough to be told from zero ({names}), in {pairs} pairs of twin worlds."
)
ONE_TOLD = mark(
    "From {origin}: the first to move is {first}, and the difference reaches {last} in week "
    "{week}; it touches {reached} of {rings} rings, and in week {weeks} one of them differs by "
    "enough to be told from zero ({names}), in {pairs} pairs of twin worlds."
)
ALL_TOLD = mark(
    "From {origin}: the first to move is {first}, and the difference reaches {last} in week "
    "{week}; it touches all {rings} rings, and in week {weeks} each of them differs by enough to "
    "be told from zero, in {pairs} pairs of twin worlds."
)
NONE_TOLD = mark(
    "From {origin}: the first to move is {first}, and the difference reaches {last} in week "
    "{week}; it touches {reached} of {rings} rings, and in week {weeks} none of them differs by "
    "enough to be told from zero, in {pairs} pairs of twin worlds."
)
ONCE_PLAIN = mark("For a quarter or more it was plain to see earlier, in {names}.")

# ------------------------------------------------------------------------------ stories

START = {
    "filled": mark(
        "Employee {number} works in team {team} ({function}, {unit}) and has been there for "
        "{weeks} weeks; engagement is {engagement} of 100, energy {energy} of 100."
    ),
    "empty": mark("Seat {number} in team {team} ({function}, {unit}) stands empty at the start."),
    "closed": mark("Seat {number} in team {team} ({function}, {unit}) isn't open at the start."),
    "customer": mark(
        "Customer {number} has been a customer of {unit} for {weeks} weeks and is "
        "satisfied to {satisfaction} of 100; {listeners} people listen to what this customer says."
    ),
    "prospect": mark(
        "Customer {number} belongs to the market of {unit} and isn't a customer yet; "
        "{listeners} people listen to what this person says."
    ),
    "lapsed": mark(
        "Customer {number} belongs to the market of {unit} and left it {weeks} weeks ago; "
        "{listeners} people listen to what this person says."
    ),
}
EVENTS = {
    "left": mark("The person on the seat leaves the company after {weeks} weeks."),
    "joined": mark("Somebody new starts on the seat."),
    "learned": mark("The newcomer has learned the job, {weeks} weeks after starting."),
    "opened": mark("The seat is opened."),
    "closed": mark("The empty seat is closed."),
    "trained": mark("Training shows: it stands at {now} of 100, up from {before}."),
    "forgot": mark("Training fades: it stands at {now} of 100, down from {before}."),
    "exhausted": mark("The person is exhausted: energy is down to {energy} of 100."),
    "burnt_out": mark("The person is burnt out: energy is down to {energy} of 100."),
    "recovered": mark("The person has recovered: energy is up to {energy} of 100."),
    "drawn_away": mark(
        "The person is now twice as likely to leave as usual; engagement is {engagement} of 100."
    ),
    "drawn_back": mark(
        "The person hardly thinks of leaving any more; engagement is {engagement} of 100."
    ),
    "manager_left": mark("The team's manager leaves."),
    "manager_came": mark("The team gets a new manager, whose leadership is {leadership} of 100."),
    "led_better": mark("The manager leads better: leadership is {now} of 100, up from {before}."),
    "led_worse": mark("The manager leads worse: leadership is {now} of 100, down from {before}."),
    "promoter": mark(
        "From now on this is a promoter, who answers {answer} of 10 when asked whether "
        "to recommend the company."
    ),
    "indifferent": mark(
        "From now on this person is neither for nor against the company: {answer} of "
        "10 when asked whether to recommend it."
    ),
    "critic": mark(
        "From now on this is a critic, who answers {answer} of 10 when asked whether to "
        "recommend the company."
    ),
    "failed": mark("A contact with employee {seat} fails and isn't put right."),
    "put_right": mark("A contact with employee {seat} fails and is put right."),
    "not_served": mark("The customer gets in touch and isn't served."),
    "spoke_well": mark("The customer speaks well of the company."),
    "spoke_badly": mark("The customer speaks badly of the company."),
    "heard_good": mark("Good word of the company arrives, from {good} of those listened to."),
    "heard_bad": mark("Bad word of the company arrives, from {bad} of those listened to."),
    "heard_both": mark(
        "Good word of the company arrives from {good} of those listened to, bad word from {bad}."
    ),
    "lapsed": mark("The customer leaves after {weeks} weeks, satisfied to {satisfaction} of 100."),
    "became_customer": mark("The person becomes a customer."),
    "came_back": mark("The person becomes a customer again."),
}
END = {
    "filled": mark(
        "In the end somebody has been on the seat for {weeks} weeks; engagement is "
        "{engagement} of 100, energy {energy} of 100."
    ),
    "empty": mark("In the end the seat stands empty."),
    "customer": mark(
        "In the end this is a customer, satisfied to {satisfaction} of 100, who has spent "
        "{spent} in {horizon} weeks."
    ),
    "away": mark("In the end this isn't a customer; {spent} were spent in {horizon} weeks."),
}

# Where two lives part: what alone makes the first difference, by the name of the channel.
PARTED = {
    "plan": mark("The first difference comes in step '{step}', from the plan itself."),
    "manager": mark(
        "The first difference comes in step '{step}', through the manager of team {source}."
    ),
    "server": mark(
        "The first difference comes in step '{step}', through "
        "employee {source}, who serves this customer."
    ),
    "friends": mark(
        "The first difference comes in step '{step}', through what customer {source} says."
    ),
    "team": mark(
        "The first difference comes in step '{step}', through the team's mood, norms and staffing."
    ),
    "unit": mark(
        "The first difference comes in step '{step}', through the "
        "unit's queues, process and customers."
    ),
    "company": mark(
        "The first difference comes in step '{step}', through the whole company's year and mood."
    ),
    "together": mark(
        "The first difference comes in step '{step}', through several things together."
    ),
}
ALIKE = {
    "employees": mark(
        "Employee {number} lives the same life in both worlds for all {weeks} weeks."
    ),
    "members": mark("Customer {number} lives the same life in both worlds for all {weeks} weeks."),
}
ONLY_WITHIN = mark(
    "The two lives of {who} part in week {week}, but in {weeks} weeks nothing happens in one world "
    "alone."
)
APART = mark(
    "The two lives of {who} part in week {week}; what then happens in one world alone ({base} in "
    "the baseline, {plan} under the plan) begins in week {first}."
)
WORLDS = {
    "both": mark("in both worlds"),
    "baseline": mark("in the baseline"),
    "plan": mark("under the plan"),
    "between": mark("between the two worlds"),
}
LINES = {
    "both": mark("Week {week}, in both worlds: {says}"),
    "baseline": mark("Week {week}, in the baseline: {says}"),
    "plan": mark("Week {week}, under the plan: {says}"),
    "between": mark("Week {week}, between the two worlds: {says}"),
}
