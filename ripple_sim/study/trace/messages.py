"""The sentences of traces and stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ripple_sim.study.trace.named import PERSON
from ripple_sim.study.trace.result import TraceNumbers
from ripple_sim.study.trace.rings import Ring
from ripple_sim.study.trace.twins import Mover
from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences

WITH_MORE = mark("{who} and {more} more")
NOTHING = mark("Nothing differs with and without the plan in {weeks:one=# week|other=# weeks}: there is no ripple.")
FEW = mark(
    "The effect starts from {origin} with {first}, but no group differs in half of the "
    "{pairs:one=# pair|other=# pairs} of simulated companies."
)
REACHED = mark(
    "The effect starts from {origin} with {first} and reaches {last} in week {week}; "
    "{how_many:all=all {rings} groups are reached|"
    "other={reached} of {rings} groups {count:one=is|other=are} reached}."
)
CLEAR = mark(
    "In week {weeks} {clear:all=every group differs clearly|none=no group differs clearly yet|"
    "one=one group differs clearly ({names})|other={told} groups differ clearly ({names})}, in "
    "{pairs:one=# pair|other=# pairs} of simulated companies."
)
CLEAR_EARLIER = mark("For a quarter or more the effect was clear earlier, in {names}.")


def sentence(result: TraceNumbers, words: Wording = ENGLISH) -> str:
    """Return where the difference began, how far it came, and where it is clear in the end.

    A ring is said to differ if, and only if, the range that stands in the table leaves out zero.
    """
    first = first_mover(result, words)
    if first is None:
        return words.say(NOTHING, weeks=result.weeks)
    reached = [ring for ring in result.rings if result.first_week(ring.name)]
    told = [ring for ring in reached if result.told_at_end(ring)]
    once = [ring for ring in reached if ring not in told and result.plain_week(ring)]
    last = max(reached, key=lambda ring: (ring.distance, result.first_week(ring.name)), default=None)
    origin = result.origin.said(words)
    if last is None:
        return words.say(FEW, origin=origin, first=first[0], pairs=result.pairs)
    week, _ = result.first_week(last.name) or (0, "")
    everywhere = len(result.rings)
    said = words.say(
        REACHED,
        origin=origin,
        first=first[0],
        last=words.say(last.within),
        week=words.number(week),
        how_many="all" if len(reached) == everywhere else "some",
        reached=words.number(len(reached)),
        count=len(reached),
        rings=words.number(everywhere),
    )
    clear = words.say(
        CLEAR,
        clear={everywhere: "all", 0: "none", 1: "one"}.get(len(told), "some"),
        weeks=words.number(result.weeks),
        told=words.number(len(told)),
        names=_names(told, words),
        pairs=result.pairs,
    )
    earlier = words.say(CLEAR_EARLIER, names=_names(once, words)) if once else ""
    return sentences(words, said, clear, earlier)


def _names(rings: Sequence[Ring], words: Wording) -> str:
    return listed(words, [words.say(ring.within) for ring in rings])


def first_mover(result: TraceNumbers, words: Wording = ENGLISH) -> tuple[str, int] | None:
    """Return who moved first most often, in words, and in how many pairs; None if nobody."""
    movers = Counter(_named(mover, words) for mover in result.movers if mover is not None)
    return movers.most_common(1)[0] if movers else None


def _named(mover: Mover, words: Wording) -> str:
    who = words.say(PERSON[mover.table], number=words.numeral(mover.row + 1))
    if mover.together > 1:
        return words.say(WITH_MORE, who=who, more=words.number(mover.together - 1))
    return who


START = {
    "filled": mark(
        "Employee {number} works in team {team} ({function}, {unit}) and has been there for "
        "{weeks:one=# week|other=# weeks}; engagement is {engagement} of 100, energy {energy} of "
        "100."
    ),
    "empty": mark("Seat {number} in team {team} ({function}, {unit}) stands empty at the start."),
    "closed": mark("Seat {number} in team {team} ({function}, {unit}) isn't open at the start."),
    "customer": mark(
        "Customer {number} has been a customer of {unit} for {weeks:one=# week|other=# weeks}; "
        "satisfaction is {satisfaction} of 100. {listeners:one=# person listens|other=# people "
        "listen} to what this customer says."
    ),
    "prospect": mark(
        "Customer {number} belongs to the market of {unit} and isn't a customer yet; "
        "{listeners:one=# person listens|other=# people listen} to what this person says."
    ),
    "lapsed": mark(
        "Customer {number} belongs to the market of {unit} and stopped buying "
        "{weeks:one=# week|other=# weeks} ago; {listeners:one=# person listens|other=# people "
        "listen} to what this person says."
    ),
}
EVENTS = {
    "left": mark("The person on the seat leaves the company after {weeks:one=# week|other=# weeks}."),
    "joined": mark("Somebody new starts on the seat."),
    "learned": mark("The newcomer has learned the job, {weeks:one=# week|other=# weeks} after starting."),
    "opened": mark("The seat is opened."),
    "closed": mark("The empty seat is closed."),
    "trained": mark("Training shows: it stands at {now} of 100, up from {before}."),
    "forgot": mark("Training fades: it stands at {now} of 100, down from {before}."),
    "exhausted": mark("The person is exhausted: energy is down to {energy} of 100."),
    "burnt_out": mark("The person is burnt out: energy is down to {energy} of 100."),
    "recovered": mark("The person has recovered: energy is up to {energy} of 100."),
    "drawn_away": mark("The person is now twice as likely to leave as usual; engagement is {engagement} of 100."),
    "drawn_back": mark("The person hardly thinks of leaving any more; engagement is {engagement} of 100."),
    "manager_left": mark("The team's manager leaves."),
    "manager_came": mark("The team gets a new manager, whose leadership is {leadership} of 100."),
    "led_better": mark("The manager leads better: leadership is {now} of 100, up from {before}."),
    "led_worse": mark("The manager leads worse: leadership is {now} of 100, down from {before}."),
    "promoter": mark(
        "From now on this is a promoter, who answers {answer} of 10 when asked whether to recommend the company."
    ),
    "indifferent": mark(
        "From now on this person is neither for nor against the company: {answer} of "
        "10 when asked whether to recommend it."
    ),
    "critic": mark(
        "From now on this is a critic, who answers {answer} of 10 when asked whether to recommend the company."
    ),
    "failed": mark("A contact with employee {seat} fails and isn't put right."),
    "put_right": mark("A contact with employee {seat} fails and is put right."),
    "not_served": mark("The customer gets in touch and isn't served."),
    "spoke_well": mark("The customer speaks well of the company."),
    "spoke_badly": mark("The customer speaks badly of the company."),
    "heard_good": mark("This person hears good of the company, from {good:one=# acquaintance|other=# acquaintances}."),
    "heard_bad": mark("This person hears bad of the company, from {bad:one=# acquaintance|other=# acquaintances}."),
    "heard_both": mark(
        "This person hears good of the company from {good:one=# acquaintance|other=# "
        "acquaintances} and bad from {bad:other=#}."
    ),
    "lapsed": mark(
        "The customer leaves after {weeks:one=# week|other=# weeks}; satisfaction is {satisfaction} of 100."
    ),
    "became_customer": mark("The person becomes a customer."),
    "came_back": mark("The person becomes a customer again."),
}
END = {
    "filled": mark(
        "In the end somebody has been on the seat for {weeks:one=# week|other=# weeks}; engagement "
        "is {engagement} of 100, energy {energy} of 100."
    ),
    "empty": mark("In the end the seat stands empty."),
    "customer": mark(
        "In the end this is a customer whose satisfaction is {satisfaction} of 100 and who has "
        "spent {spent} in {horizon:one=# week|other=# weeks}."
    ),
    "away": mark("In the end this isn't a customer; {spent} were spent in {horizon:one=# week|other=# weeks}."),
}

# Where the two worlds first differ for a person: what alone makes the first difference, by the
# name of the channel.
PARTED = {
    "plan": mark("The first difference comes in step '{step}', from the plan itself."),
    "manager": mark("The first difference comes in step '{step}', through the manager of team {source}."),
    "server": mark("The first difference comes in step '{step}', through employee {source}, who serves this customer."),
    "friends": mark("The first difference comes in step '{step}', through what customer {source} says."),
    "team": mark("The first difference comes in step '{step}', through the team's mood, norms and staffing."),
    "unit": mark("The first difference comes in step '{step}', through the unit's queues, process and customers."),
    "company": mark("The first difference comes in step '{step}', through the whole company's year and mood."),
    "together": mark("The first difference comes in step '{step}', through several things together."),
}
ALIKE = {
    "employees": mark("For employee {number} both worlds are the same for {weeks:one=# week|other=all # weeks}."),
    "members": mark("For customer {number} both worlds are the same for {weeks:one=# week|other=all # weeks}."),
}
ONLY_WITHIN = mark(
    "For {who} the two worlds differ from week {week} on, but in {weeks:one=# week|other=# weeks} "
    "no event happens in one world alone."
)
APART = mark(
    "For {who} the two worlds differ from week {week} on; from week {first} on, events happen in "
    "one world alone ({base} in the baseline, {plan} under the plan)."
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
