"""Compiled loops over market members, cut into spans of rows that may run on several threads.

A row reads its unit, its server and what its neighbours said, and writes only itself; sums go to
the span's own ledger. So neither the state nor a sum depends on the number of threads.
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import loop, rule
from ripple_sim.model.randomness import Decision, draw4, normal, poisson
from ripple_sim.model.records import NEIGHBOURS
from ripple_sim.rules.arithmetic import ONE, ZERO
from ripple_sim.rules.judgement import advocate, judge, remember_promise
from ripple_sim.rules.loyalty import allot, come, join_or_wait, spend, stay_or_lapse
from ripple_sim.rules.service import encounter, placate
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
    start = int(server_draw * np.float32(seats))
    for k in range(seats):
        seat = unit.first_frontline + (start + k) % seats
        if employees[seat].present != 0:
            return seat
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


@loop
def members_come(members, units, chunks, first, last, coefficients, key0, key1, week):
    """Let customers make contact."""
    p = coefficients[0]
    for c in range(first, last):
        unit = units[chunks[c, 0]]
        for i in range(chunks[c, 1], chunks[c, 2]):
            member = members[i]
            mean = come(member, p, unit.demand)
            member.contacts = 0
            if mean > ZERO:
                visits, _, _, _ = draw4(key0, key1, _ARRIVE, i, week, 0)
                member.contacts = min(poisson(visits, mean), MOST_CONTACTS)


@loop
def count_arrivals(members, chunks, first, last, chunk_ledger):
    """Count the contacts of the week."""
    for c in range(first, last):
        contacts = 0
        for i in range(chunks[c, 1], chunks[c, 2]):
            contacts += members[i].contacts
        chunk_ledger[c].arrivals = contacts


@loop
def members_meet(
    members, employees, units, unit_levers, chunks, first, last, coefficients, key0, key1, week
):
    """Let customers be served, judge it, and talk."""
    p = coefficients[0]
    for c in range(first, last):
        unit = units[chunks[c, 0]]
        lever = unit_levers[chunks[c, 0]]
        for i in range(chunks[c, 1], chunks[c, 2]):
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
                    encounter(
                        member, employees[seat], unit, lever, p, normal(noise), failure, recovery
                    )
                else:
                    placate(member, p)
                judge(member, unit, lever, p)
            if member.standing == 1:
                remember_promise(member, lever, p)
                advocate(member, p)
            talks, _, _, _ = draw4(key0, key1, _WORD, i, week, 0)
            speak(member, p, talks)


@loop
def count_meetings(members, chunks, first, last, chunk_ledger, coefficients, key0, key1, week):
    """Sum satisfaction, failures, words and reviews."""
    p = coefficients[0]
    for c in range(first, last):
        row = chunk_ledger[c]
        for i in range(chunks[c, 1], chunks[c, 2]):
            member = members[i]
            if member.standing == 1:
                row.customers += 1
                row.satisfaction += member.satisfaction
                row.contacts += member.contacts
                if member.contacts > 0:
                    if member.failure > 0:
                        row.failures += 1
                    if member.failure == 1:
                        row.recovered += 1
            if member.voice != ZERO:
                row.spoken += 1
                if member.voice > ZERO:
                    row.good_word += 1
                else:
                    row.bad_word += 1
                _, writes, _, _ = draw4(key0, key1, _WORD, i, week, 0)
                review = reviews(member, p, writes)
                row.reviews += review
                row.review_sum += review * member.satisfaction


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
        for i in range(chunks[c, 1], chunks[c, 2]):
            member = members[i]
            hear(member, voices_around(member, voices), p)
            leaves, joins, _, _ = draw4(key0, key1, _LOYALTY, i, week, 0)
            member.spent = ZERO
            if member.standing == 1:
                allot(member, lever, p)
                met, warmth, focus = ZERO, p.warmth_level, np.float32(0.5)
                if member.server >= 0:
                    server = employees[member.server]
                    met, warmth = ONE, server.warmth
                    focus = teams[server.team].customer_focus
                spend(member, p, met, warmth, focus)
                stay_or_lapse(member, lever, p, leaves)
            else:
                join_or_wait(member, unit, lever, p, joins)


@loop
def count_customers(members, chunks, first, last, chunk_ledger):
    """Sum the market for the record: customers as they stand at the end of the week."""
    for c in range(first, last):
        row = chunk_ledger[c]
        row.customers = 0
        row.satisfaction = 0
        for i in range(chunks[c, 1], chunks[c, 2]):
            member = members[i]
            row.members += 1
            row.spending += member.spent
            if member.standing == 2:
                row.lapsed += 1
                if member.tenure == 0:
                    row.left_customers += 1
            if member.standing != 1:
                continue
            row.customers += 1
            if member.tenure == 0:
                row.joined += 1
            row.satisfaction += member.satisfaction
            row.expectation += member.expectation
            row.trust_of_customers += member.trust
            row.attachment += member.attachment
            row.share_of_wallet += member.share_of_wallet
            row.certainty += member.certainty
            row.control += member.control
            row.status += member.status
            row.belonging_of_customers += member.belonging
            row.enjoyment += member.enjoyment
            row.fair += member.fair
            if member.recommend >= 9:
                row.promoters += 1
            elif member.recommend <= 6:
                row.detractors += 1
