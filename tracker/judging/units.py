"""Units of measure: what a unit as written is worth, and whether two figures can be compared.

The table is units.toml. Values stay Decimal; % and 个百分点 are different kinds and never convert.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

_ONE = Decimal(1)
#: "every year" says when, not what: 万吨标煤/年 compares with 万吨标煤.
_IDLE_PER = {"年", "每年"}
#: Kinds that count the same things: 户 stands for 家 of enterprises and for 套 of homes, a bare 万 for any of them.
_ALIKE = ({"bare", "count", "household"}, {"bare", "people"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read: its kind (``yuan``, ``count`` … or the base itself where unknown), worth in that kind, and "per"."""

    kind: str
    worth: Decimal
    per: str = ""

    @property
    def is_rate(self) -> bool:
        """Whether a figure in this unit is a rate, whose tolerance is counted in points."""
        return self.kind in ("percent", "points")


@lru_cache(maxsize=1)
def _tables() -> tuple[list[tuple[str, Decimal]], dict[str, tuple[str, Decimal]]]:
    with Path(__file__).with_name("units.toml").open("rb") as file:
        data = tomllib.load(file)
    scales = sorted(((name, Decimal(worth)) for name, worth in data["scales"].items()), key=lambda s: -len(s[0]))
    bases = {name: (kind, Decimal(worth)) for kind, names in data["kinds"].items() for name, worth in names.items()}
    return scales, bases


@lru_cache(maxsize=4096)
def read_unit(written: str) -> Unit:
    """The unit as written, read. An unknown base is a kind of its own, so it compares only with itself."""
    scales, bases = _tables()
    if written in bases:
        kind, worth = bases[written]
        return Unit(kind, worth)
    head, slash, per = written.partition("/")
    if slash and head:
        unit = read_unit(head)
        return Unit(unit.kind, unit.worth, "" if per in _IDLE_PER else per)
    for scale, factor in scales:
        if written.startswith(scale):
            rest = read_unit(written[len(scale) :])
            return Unit(rest.kind, rest.worth * factor, rest.per)
    return Unit(written, _ONE)


def compare(one: Unit, other: Unit) -> bool:
    """Whether figures in the two units can be compared; a bare 万 (40万农村人口) compares with whatever is counted."""
    if one.per != other.per:
        return False
    kinds = {one.kind, other.kind}
    return len(kinds) == 1 or any(kinds <= alike for alike in _ALIKE)


def factor_between(written: str, wanted: str) -> Decimal | None:
    """What a value in the unit ``written`` is multiplied by to stand in ``wanted``; None if they never compare.

    Which measure word stands (个, 家, 户) makes no difference: whether the same thing is counted, the linking settles.
    """
    have, want = read_unit(written), read_unit(wanted)
    if not compare(have, want):
        return None
    return have.worth / want.worth


def places(value: str) -> int:
    """Decimals printed: 2 for ``3.65``, 0 for ``7``."""
    return len(value.partition(".")[2])
