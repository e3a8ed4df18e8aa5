"""Compiled loops over market members, cut into spans of rows that may run on several threads.

A row reads its unit, its server and what its neighbours said, and writes only itself; sums go to
the span's own ledger. So neither the state nor a sum depends on the number of threads.

Where rows act, ``tallies`` says whether they are also counted on the way: that saves a second pass,
and gives the same sums.
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import loop, rule
from ripple_sim.model.randomness import Decision, draw4, draws_of_span, normal, poisson
from ripple_sim.model.records import NEIGHBOURS, SUMS_OF_CUSTOMERS, adding_up
from ripple_sim.rules.arithmetic import ONE, ZERO
from ripple_sim.rules.judgement import advocate, judge, remember_promise
from ripple_sim.rules.loyalty import allot, come, join_or_wait, spend, stay_or_lapse
from ripple_sim.rules.service import encounter, record_missed_contact
from ripple_sim.rules.word_of_mouth import hear, reviews, speak

_ARRIVE = int(Decision.ARRIVE)
_ENCOUNTER = int(Decision.ENCOUNTER)
_WORD = int(Decision.WORD)
_LOYALTY = int(Decision.LOYALTY)
MOST_CONTACTS = 250


@rule
def choose_server(unit, employees, server_draw):
    """Return the seat that serves: one by chance, or the next where somebody is present; or -1."""
    seats = unit.frontline_seats
    seat = int(server_draw * np.float32(seats)) % max(seats, 1)  # rounding may reach the end
    for _ in range(seats):
        if employees[unit.first_frontline + seat].present != 0:
            return unit.first_frontline + seat
        seat = seat + 1 if seat + 1 < seats else 0
    return -1


@rule
def voices_around(member, voices):
    """Return the sum of what a member's neighbours said this week."""
    around = ZERO
    for k in range(NEIGHBOURS):
        other = member.neighbours[k]
        if other >= 0:
            around += voices[other]
    return around


@rule
def tally_meeting(row, member, p, review_draw):
    """Count a member's satisfaction, failure, word and review of the week."""
    if member.standing == 1:
        row.customers += 1
        row.satisfaction += member.satisfaction
        row.contacts += member.contacts
        if member.contacts > 0:
            row.failures += member.failure > 0
            row.recovered += member.failure == 1
    if member.voice != ZERO:
        row.spoken += 1
        row.good_word += member.voice > ZERO
        row.bad_word += member.voice < ZERO
        review = reviews(member, p, review_draw)
        row.reviews += review
        row.review_sum += review * member.satisfaction


add_customer = adding_up("add_customer", SUMS_OF_CUSTOMERS)


@rule
def tally_member(row, member):
    """Count a member as it stands at the end of the week."""
    row.members += 1
    row.spending += member.spent
    if member.standing == 2:
        row.lapsed += 1
        row.left_customers += member.tenure == 0
    if member.standing == 1:
        row.customers += 1
        row.joined += member.tenure == 0
        add_customer(row, member)
        row.promoters += member.recommend >= 9
        row.detractors += member.recommend <= 6


@rule
def forget_meetings(row):
    """Let a span's customers and satisfaction be counted anew, now that some came and went."""
    row.customers = 0
    row.satisfaction = 0


@loop
def members_come(members, units, chunks, first, last, chunk_ledger, tallies, coefficients, key0, key1, week):
    """Let customers make contact."""
    p = coefficients[0]
    for c in range(first, last):
        unit = units[chunks[c, 0]]
        start, end = chunks[c, 1], chunks[c, 2]
        visits, _ = draws_of_span(key0, key1, _ARRIVE, start, end, week)
        arrivals = 0
        for i in range(start, end):
            member = members[i]
            mean = come(member, p, unit.demand)
            member.contacts = min(poisson(visits[i - start], mean), MOST_CONTACTS)
            arrivals += member.contacts
        if tallies:
            chunk_ledger[c].arrivals = arrivals


@loop
def count_arrivals(members, chunks, first, last, chunk_ledger):
    """Count the contacts of the week."""
    for c in range(first, last):
        arrivals = 0
        for i in range(chunks[c, 1], chunks[c, 2]):
            arrivals += members[i].contacts
        chunk_ledger[c].arrivals = arrivals


@loop
def members_meet(
    members, employees, units, unit_levers, chunks, first, last, chunk_ledger, tallies, coefficients, key0, key1, week
):
    """Let customers be served, judge it, and talk."""
    p = coefficients[0]
    for c in range(first, last):
        unit = units[chunks[c, 0]]
        lever = unit_levers[chunks[c, 0]]
        row = chunk_ledger[c]
        start, end = chunks[c, 1], chunks[c, 2]
        talks, writes = draws_of_span(key0, key1, _WORD, start, end, week)
        for i in range(start, end):
            member = members[i]
            member.server = -1
            if member.contacts > 0:
                server, noise, failure, recovery = draw4(key0, key1, _ENCOUNTER, i, week, 0)
                seat = choose_server(unit, employees, server)
                if unit.giving_up > ZERO:
                    _, gives_up, _, _ = draw4(key0, key1, _ARRIVE, i, week, 0)
                    if gives_up < unit.giving_up:
                        seat = -1
                member.server = seat
                if seat >= 0:
                    encounter(member, employees[seat], unit, lever, p, normal(noise), failure, recovery)
                else:
                    record_missed_contact(member, p)
                judge(member, unit, lever, p)
            if member.standing == 1:
                remember_promise(member, lever, p)
                advocate(member, p)
            speak(member, p, talks[i - start])
            if tallies:
                tally_meeting(row, member, p, writes[i - start])


@loop
def count_meetings(members, chunks, first, last, chunk_ledger, coefficients, key0, key1, week):
    """Sum satisfaction, failures, words and reviews."""
    p = coefficients[0]
    for c in range(first, last):
        row = chunk_ledger[c]
        start, end = chunks[c, 1], chunks[c, 2]
        _, writes = draws_of_span(key0, key1, _WORD, start, end, week)
        for i in range(start, end):
            tally_meeting(row, members[i], p, writes[i - start])


@loop
def members_decide(
    members,
    voices,
    employees,
    teams,
    units,
    unit_levers,
    chunks,
    first,
    last,
    chunk_ledger,
    tallies,
    coefficients,
    key0,
    key1,
    week,
):
    """Let members hear, stay or lapse, join or wait, and spend."""
    p = coefficients[0]
    for c in range(first, last):
        unit = units[chunks[c, 0]]
        lever = unit_levers[chunks[c, 0]]
        row = chunk_ledger[c]
        if tallies:
            forget_meetings(row)
        start, end = chunks[c, 1], chunks[c, 2]
        leaves, joins = draws_of_span(key0, key1, _LOYALTY, start, end, week)
        for i in range(start, end):
            member = members[i]
            hear(member, voices_around(member, voices), p)
            member.spent = ZERO
            if member.standing == 1:
                allot(member, lever, p)
                # Read whoever it is and choose then: what is hard to foresee costs a branch more.
                served = member.server >= 0
                server = employees[max(member.server, 0)]
                warmth = server.warmth if served else p.warmth_level
                focus = teams[server.team].customer_focus if served else p.neutral_focus
                spend(member, p, ONE if served else ZERO, warmth, focus)
                stay_or_lapse(member, lever, p, leaves[i - start])
            else:
                join_or_wait(member, unit, lever, p, joins[i - start])
            if tallies:
                tally_member(row, member)


@loop
def count_customers(members, chunks, first, last, chunk_ledger):
    """Sum the market for the record: customers as they stand at the end of the week."""
    for c in range(first, last):
        row = chunk_ledger[c]
        forget_meetings(row)
        for i in range(chunks[c, 1], chunks[c, 2]):
            tally_member(row, members[i])
