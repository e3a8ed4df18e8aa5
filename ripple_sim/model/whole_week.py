"""The loops of a week in one compiled call, for companies too small to be worth threads.

Calling them one by one from Python takes a small company a tenth of its week, and as long again
where several threads wait for the interpreter. The loops and their order are those of ``WEEK`` in
``week.py``; ``tests/model/test_week.py`` compares the two.
"""

from __future__ import annotations

from ripple_sim.compiled import loop
from ripple_sim.model import member_loops, staff_loops, unit_loops


@loop
def live(
    company,
    common_lever,
    managers,
    teams,
    units,
    employees,
    members,
    team_levers,
    unit_levers,
    chunks,
    chunk_ledger,
    ledger,
    prices,
    p,
    key0,
    key1,
    week,
):
    """Live a week from ``lead_company`` to ``remember_profit``."""
    spans = len(chunks)
    unit_loops.top_leads(company, common_lever, p)
    staff_loops.managers_lead(managers, teams, units, company, team_levers, unit_levers, p, key0, key1, week)
    staff_loops.employees_come_and_go(employees, teams, units, company, team_levers, p, key0, key1, week)
    staff_loops.count_heads(employees, teams, ledger, p)
    unit_loops.units_expect(units, unit_levers, p, key0, key1, week)
    member_loops.members_come(members, units, chunks, 0, spans, chunk_ledger, True, p, key0, key1, week)
    staff_loops.employees_work(employees, teams, p)
    staff_loops.count_hours(employees, teams, units, p)
    unit_loops.units_load(units, company, chunks, chunk_ledger, p)
    staff_loops.employees_serve(employees, managers, teams, units, team_levers, p)
    staff_loops.count_service(employees, teams, units)
    unit_loops.units_carry(units, teams, company, unit_levers, p)
    member_loops.members_meet(
        members, employees, units, unit_levers, chunks, 0, spans, chunk_ledger, True, p, key0, key1, week
    )
    unit_loops.units_hear_back(units, company, chunks, chunk_ledger, unit_levers, p)
    voices = members.voice.copy()
    member_loops.members_decide(
        members, voices, employees, teams, units, unit_levers, chunks, 0, spans, chunk_ledger, True, p, key0, key1, week
    )
    unit_loops.sum_members(chunks, chunk_ledger, ledger)
    staff_loops.employees_feel(
        employees, managers, teams, units, company, team_levers, unit_levers, p, key0, key1, week
    )
    staff_loops.count_feelings(employees, managers, teams, units, ledger, p)
    unit_loops.units_settle(units, teams, managers, company, team_levers, ledger, prices, p)
    unit_loops.company_remembers(company, ledger, p)
