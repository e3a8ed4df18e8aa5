"""The customer phase in C: compiled with a header written from the dtypes, called by ctypes."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np

from ripple_sim.model import records
from ripple_sim.model.member_loops import MOST_CONTACTS
from ripple_sim.model.randomness import Decision
from ripple_sim.model.world import CHUNK_ROWS, World

SOURCE = Path(__file__).with_name("customer_phase.c")
# No fused multiply-add: it rounds once where the rules round twice.
FLAGS = (
    "-std=c11",
    "-O3",
    "-march=native",
    "-ffp-contract=off",
    "-fno-math-errno",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-shared",
    "-fPIC",
)
STRUCTS = {
    "member": records.MEMBER,
    "employee": records.EMPLOYEE,
    "team": records.TEAM,
    "unit": records.UNIT,
    "level": records.LEVEL,
    "parameter": records.PARAMETER,
}
C_TYPES = {"f4": "float", "f8": "double"}
for _size in (1, 2, 4, 8):
    C_TYPES |= {f"i{_size}": f"int{8 * _size}_t", f"u{_size}": f"uint{8 * _size}_t"}
DECISIONS = (Decision.ARRIVE, Decision.ENCOUNTER, Decision.WORD, Decision.LOYALTY)
WORD = 0xFFFFFFFF


def compiler() -> str | None:
    """Return a C compiler that is there, ``$CC`` first."""
    names = (os.environ.get("CC", ""), "cc", "gcc", "clang")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def struct(name: str, dtype: np.dtype) -> str:
    """Write a dtype as a packed C struct, with its offsets and size asserted."""
    lines, checks = [f"struct __attribute__((packed)) {name} {{"], []
    for field in dtype.names or ():
        kind, offset = dtype.fields[field][:2]
        length = f"[{kind.shape[0]}]" if kind.shape else ""
        lines.append(f"    {C_TYPES[kind.base.str[1:]]} {field}{length};")
        checks.append(f'_Static_assert(offsetof(struct {name}, {field}) == {offset}, "{field}");')
    checks.append(f'_Static_assert(sizeof(struct {name}) == {dtype.itemsize}, "{name}");')
    return "\n".join([*lines, "};", *checks, ""])


def header() -> str:
    """Write the header: the constants and all structs."""
    values = {decision.name: int(decision) for decision in DECISIONS}
    values |= {"NEIGHBOURS": records.NEIGHBOURS, "MOST_CONTACTS": MOST_CONTACTS, "MOST_IN_SPAN": CHUNK_ROWS}
    constants = ", ".join(f"{name} = {value}" for name, value in values.items())
    parts = ["#include <stddef.h>", "#include <stdint.h>", f"enum {{ {constants} }};"]
    return "\n".join(parts + [struct(name, dtype) for name, dtype in STRUCTS.items()])


class CustomerPhase:
    """The loops in C over market members."""

    def __init__(self, folder: Path) -> None:
        found = compiler()
        assert found is not None
        (folder / "customer_records.h").write_text(header())
        library = folder / "customer_phase.so"
        command = [found, *FLAGS, f"-I{folder}", str(SOURCE), "-o", str(library), "-lm"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self._library = ctypes.CDLL(str(library))

    def run(self, step: str, w: World) -> None:
        """Run a step of the week over all members: ``"come"``, ``"meet"`` or ``"decide"``."""
        voices = w.members["voice"].copy()
        tables = {
            "come": (w.members, w.units),
            "meet": (w.members, w.employees, w.units, w.unit_levers),
            "decide": (w.members, voices, w.employees, w.teams, w.units, w.unit_levers),
        }[step]
        assert w.chunks.dtype == np.int64
        assert all(table.flags.c_contiguous for table in (*tables, w.chunks, w.p))
        fn = getattr(self._library, f"members_{step}")
        fn.restype = None
        pointers = [ctypes.c_void_p(table.ctypes.data) for table in (*tables, w.chunks)]
        span = [ctypes.c_int64(0), ctypes.c_int64(len(w.chunks))]
        luck = [ctypes.c_uint32(number & WORD) for number in (w.seed, w.replication, w.week)]
        fn(*pointers, *span, ctypes.c_void_p(w.p.ctypes.data), *luck)
