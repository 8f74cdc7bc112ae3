"""The 34 province-level units as tiles, each about where it lies, with the kept rate of the governments in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.scoreboard import Counts, Standing

#: Code (GB/T 2260), name in two characters, ISO 3166-2:CN letters, column, row.
_TILES = (
    ("230000", "黑龙", "HL", 9, 0),
    ("150000", "内蒙", "NM", 6, 1),
    ("220000", "吉林", "JL", 9, 1),
    ("650000", "新疆", "XJ", 1, 2),
    ("620000", "甘肃", "GS", 3, 2),
    ("640000", "宁夏", "NX", 4, 2),
    ("140000", "山西", "SX", 5, 2),
    ("130000", "河北", "HE", 6, 2),
    ("110000", "北京", "BJ", 7, 2),
    ("120000", "天津", "TJ", 8, 2),
    ("210000", "辽宁", "LN", 9, 2),
    ("630000", "青海", "QH", 3, 3),
    ("610000", "陕西", "SN", 4, 3),
    ("410000", "河南", "HA", 5, 3),
    ("370000", "山东", "SD", 6, 3),
    ("540000", "西藏", "XZ", 2, 4),
    ("510000", "四川", "SC", 3, 4),
    ("500000", "重庆", "CQ", 4, 4),
    ("420000", "湖北", "HB", 5, 4),
    ("340000", "安徽", "AH", 6, 4),
    ("320000", "江苏", "JS", 7, 4),
    ("310000", "上海", "SH", 8, 4),
    ("530000", "云南", "YN", 3, 5),
    ("520000", "贵州", "GZ", 4, 5),
    ("430000", "湖南", "HN", 5, 5),
    ("360000", "江西", "JX", 6, 5),
    ("330000", "浙江", "ZJ", 7, 5),
    ("450000", "广西", "GX", 4, 6),
    ("440000", "广东", "GD", 5, 6),
    ("350000", "福建", "FJ", 6, 6),
    ("710000", "台湾", "TW", 8, 6),
    ("460000", "海南", "HI", 4, 7),
    ("820000", "澳门", "MO", 5, 7),
    ("810000", "香港", "HK", 6, 7),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit: its place in the grid, and the sum over so many governments in it (None: no pledge is known)."""

    code: str
    characters: str
    letters: str
    column: int
    row: int
    name: str
    counts: Counts | None
    governments: int

    @property
    def is_thin(self) -> bool:
        """Whether there are pledges, but too few answered ones to print a rate."""
        return self.counts is not None and not self.counts.is_ranked


def tiles(standings: Iterable[Standing], names: Mapping[str, str]) -> list[Tile]:
    """A tile for every unit, from north to south, with the sum of the standings whose code begins as its own.

    ``names`` are the units' names by code in the reader's language; one that is missing keeps its characters.
    """
    sums: dict[str, Counts] = {}
    governments: Counter[str] = Counter()
    for standing in standings:
        unit = standing.code[:2]
        sums[unit] = sums.get(unit, Counts()) + standing.counts
        governments[unit] += 1
    return [
        Tile(*unit, names.get(unit[0], unit[1]), sums.get(unit[0][:2]), governments[unit[0][:2]]) for unit in _TILES
    ]
