"""Every sentence of traces and stories, as whole templates that can be translated."""

from __future__ import annotations

PERSON = {
    "managers": "the manager of team {number}",
    "employees": "employee {number}",
    "members": "customer {number}",
}
WITH_MORE = "{who} and {more} more"
NOTHING = "Nothing differs between the two worlds in {weeks} weeks: there is no ripple."
FEW = (
    "From {origin}: the first to move is {first}, but no ring differs in half of the {pairs} pairs "
    "of twin worlds."
)
PLAINLY = (
    "From {origin}: the first to move is {first}, and the difference reaches {last} in week "
    "{week}; of {rings} rings it touches {reached} and moves {plain} by enough to be plain to see "
    "({names}), in {pairs} pairs of twin worlds over {weeks} weeks."
)
ALL_PLAIN = (
    "From {origin}: the first to move is {first}, and the difference reaches {last} in week "
    "{week}; it touches all {rings} rings and moves each by enough to be plain to see, in {pairs} "
    "pairs of twin worlds over {weeks} weeks."
)
NOWHERE_PLAIN = (
    "From {origin}: the first to move is {first}, and the difference reaches {last} in week "
    "{week}; of {rings} rings it touches {reached} and moves none by enough to be plain to see, in "
    "{pairs} pairs of twin worlds over {weeks} weeks."
)

# ------------------------------------------------------------------------------ stories

START = {
    "filled": "Employee {number} works in team {team} ({function}, {unit}) and has been there for "
    "{weeks} weeks; engagement is {engagement} of 100, energy {energy} of 100.",
    "empty": "Seat {number} in team {team} ({function}, {unit}) stands empty at the start.",
    "closed": "Seat {number} in team {team} ({function}, {unit}) isn't open at the start.",
    "customer": "Customer {number} has been a customer of {unit} for {weeks} weeks and is "
    "satisfied to {satisfaction} of 100; {listeners} people listen to what this customer says.",
    "prospect": "Customer {number} belongs to the market of {unit} and isn't a customer yet; "
    "{listeners} people listen to what this person says.",
    "lapsed": "Customer {number} belongs to the market of {unit} and left it {weeks} weeks ago; "
    "{listeners} people listen to what this person says.",
}
EVENTS = {
    "left": "The person on the seat leaves the company after {weeks} weeks.",
    "joined": "Somebody new starts on the seat.",
    "learned": "The newcomer has learned the job, {weeks} weeks after starting.",
    "opened": "The seat is opened.",
    "closed": "The empty seat is closed.",
    "trained": "Training shows: it stands at {now} of 100, up from {before}.",
    "forgot": "Training fades: it stands at {now} of 100, down from {before}.",
    "exhausted": "The person is exhausted: energy is down to {energy} of 100.",
    "burnt_out": "The person is burnt out: energy is down to {energy} of 100.",
    "recovered": "The person has recovered: energy is up to {energy} of 100.",
    "drawn_away": "The person is now twice as likely to leave as usual; engagement is "
    "{engagement} of 100.",
    "drawn_back": "The person hardly thinks of leaving any more; engagement is {engagement} of "
    "100.",
    "manager_left": "The team's manager leaves.",
    "manager_came": "The team gets a new manager, whose leadership is {leadership} of 100.",
    "led_better": "The manager leads better: leadership is {now} of 100, up from {before}.",
    "led_worse": "The manager leads worse: leadership is {now} of 100, down from {before}.",
    "promoter": "From now on this is a promoter, who answers {answer} of 10 when asked whether "
    "to recommend the company.",
    "indifferent": "From now on this person is neither for nor against the company: {answer} of "
    "10 when asked whether to recommend it.",
    "critic": "From now on this is a critic, who answers {answer} of 10 when asked whether to "
    "recommend the company.",
    "failed": "A contact with employee {seat} fails and isn't put right.",
    "put_right": "A contact with employee {seat} fails and is put right.",
    "not_served": "The customer gets in touch and isn't served.",
    "spoke_well": "The customer speaks well of the company.",
    "spoke_badly": "The customer speaks badly of the company.",
    "heard_good": "Good word of the company arrives, from {good} of those listened to.",
    "heard_bad": "Bad word of the company arrives, from {bad} of those listened to.",
    "heard_both": "Good word of the company arrives from {good} of those listened to, bad word "
    "from {bad}.",
    "lapsed": "The customer leaves after {weeks} weeks, satisfied to {satisfaction} of 100.",
    "became_customer": "The person becomes a customer.",
    "came_back": "The person becomes a customer again.",
}
END = {
    "filled": "In the end somebody has been on the seat for {weeks} weeks; engagement is "
    "{engagement} of 100, energy {energy} of 100.",
    "empty": "In the end the seat stands empty.",
    "customer": "In the end this is a customer, satisfied to {satisfaction} of 100, who has spent "
    "{currency} {spent} in {horizon} weeks.",
    "away": "In the end this isn't a customer; {currency} {spent} were spent in {horizon} weeks.",
}

# Where two lives part: what alone makes the first difference, by the name of the channel.
PARTED = {
    "plan": "The first difference comes in step '{step}', from the plan itself.",
    "manager": "The first difference comes in step '{step}', through the manager of team {source}.",
    "server": "The first difference comes in step '{step}', through "
    "employee {source}, who serves this customer.",
    "friends": "The first difference comes in step '{step}', through what customer {source} says.",
    "team": "The first difference comes in step '{step}', through the "
    "team's mood, norms and staffing.",
    "unit": "The first difference comes in step '{step}', through the "
    "unit's queues, process and customers.",
    "company": "The first difference comes in step '{step}', through the "
    "whole company's year and mood.",
    "together": "The first difference comes in step '{step}', through several things together.",
}
ALIKE = "{who} lives the same life in both worlds for all {weeks} weeks."
ONLY_WITHIN = (
    "The two lives of {who} part in week {week}, but in {weeks} weeks nothing happens in one world "
    "alone."
)
APART = (
    "The two lives of {who} part in week {week}; what then happens in one world alone ({base} in "
    "the baseline, {plan} under the plan) begins in week {first}."
)
WORLDS = {
    "both": "in both worlds",
    "baseline": "in the baseline",
    "plan": "under the plan",
    "between": "between the two worlds",
}
LINE = "Week {week}, {world}: {says}"
