"""The week in C, on records and on columns, compiled when it is first used."""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from pathlib import Path

import market as m
import numpy as np

HERE = Path(__file__).parent
FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC", "-lm")
PERSON = np.dtype(
    [(name, "f4") for name in ("rate", "wallet", "taste", "barrier", "experience", "expectation", "satisfaction")]
    + [("heard", "f4"), ("neighbours", "i4", 6), ("voice", "f4"), ("contacts", "f4")]
    + [("standing", "i1"), ("failure", "i1"), ("spare", "i2")]
)


def library(name: str, *flags: str) -> ctypes.CDLL:
    """Compile a C file beside this one and load it."""
    target = Path(tempfile.mkdtemp()) / f"{name}.so"
    subprocess.run(["cc", str(HERE / f"{name}.c"), "-o", str(target), *FLAGS, *flags], check=True)
    return ctypes.CDLL(str(target))


def address(array: np.ndarray) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


class CRecords:
    """One record a person."""

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        self.c = library("c_records")
        self.people = np.zeros(market.standing.size, PERSON)
        for name, column in market.columns().items():
            self.people[name] = column
        self.quality, self.seed, self.now = market.quality, seed, 0
        self.sums = np.zeros(len(m.SUMS))

    def week(self) -> tuple[float, ...]:
        luck = (ctypes.c_uint32(self.seed), ctypes.c_uint32(self.now))
        n = ctypes.c_int64(self.people.size)
        self.c.meet(address(self.people), n, address(self.quality), *luck)
        voices = self.people["voice"].copy()
        self.c.decide(address(self.people), n, address(voices), *luck, address(self.sums))
        self.now += 1
        return tuple(self.sums)


class CColumns:
    """One array a quantity."""

    order = (
        "rate",
        "wallet",
        "taste",
        "barrier",
        "quality",
        "neighbours",
        "experience",
        "expectation",
        "satisfaction",
        "heard",
        "voice",
        "standing",
        "failure",
        "contacts",
    )  # as in the struct

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        self.c = library("c_columns", "-ffast-math")
        n = market.standing.size
        columns = {name: column.copy() for name, column in market.columns().items()}
        columns |= {"quality": market.quality, "voice": np.zeros(n, np.float32), "contacts": np.zeros(n, np.int8)}
        self.columns = [columns[name] for name in self.order]
        self.pointers = (ctypes.c_void_p * len(self.order))(*[column.ctypes.data for column in self.columns])
        self.n, self.seed, self.now = ctypes.c_int64(n), seed, 0
        self.sums = np.zeros(len(m.SUMS))

    def week(self) -> tuple[float, ...]:
        luck = (ctypes.c_uint32(self.seed), ctypes.c_uint32(self.now))
        self.c.meet(self.pointers, self.n, *luck)
        self.c.decide(self.pointers, self.n, *luck, address(self.sums))
        self.now += 1
        return tuple(self.sums)
