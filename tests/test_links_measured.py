"""Linking and judging measured against the labelled pairs; runs where the labels and the reports are at hand."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.management.commands.assess import Command

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
PAIRS = sorted([*(HERE / "gold").glob("*.links.tsv"), *(SHARED / "gold").glob("*.links.tsv")])

#: What was reached: found, link, verdict. What to expect of a report nobody has looked at tell the pairs labelled last,
#: at first sight: links right in 0.78 and 0.83 (411700-2008, 510000-2025), later in 0.85 and 0.96 (130623-2021,
#: 410000-2025).
#: In 130626-2021 the labels take one answer that is refused here: 20 works under way for 27 to be in use.
FLOORS = [
    ("000000-2022", 1.000, 0.913, 0.913),
    ("110000-2025", 0.985, 0.969, 0.969),
    ("130623-2020", 1.000, 0.889, 0.889),
    ("130623-2021", 0.961, 0.846, 0.846),
    ("130626-2021", 1.000, 0.916, 0.916),
    ("210000-2025", 0.982, 0.982, 0.982),
    ("320000-2025", 0.960, 0.960, 0.960),
    ("371526-2021", 0.967, 0.967, 0.967),
    ("371526-2022", 1.000, 0.953, 0.953),
    ("410000-2025", 1.000, 0.985, 0.970),
    ("411700-2003", 0.773, 0.682, 0.636),
    ("411700-2006", 1.000, 1.000, 1.000),
    ("411700-2008", 0.940, 0.843, 0.843),
    ("411700-2009", 0.981, 0.944, 0.962),
    ("411700-2010", 0.980, 0.940, 0.960),
    ("510000-2025", 1.000, 0.869, 0.869),
    ("530000-2025", 1.000, 0.944, 0.944),
    ("610000-2025", 1.000, 0.948, 0.948),
]

pytestmark = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the real reports are not at hand")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    folder = tmp_path_factory.mktemp("assessed")
    found = {}
    for labels in PAIRS:
        pair = labels.name.removesuffix(".links.tsv")
        code, _, year = pair.rpartition("-")
        said = folder / f"{pair}.jsonl"
        said.write_text(assessed(code, int(year)), encoding="utf-8")
        scorer = [sys.executable, SHARED / "score" / "score_links.py", labels, said]
        found[pair] = json.loads(subprocess.run(scorer, capture_output=True, check=True).stdout)
    return found


def assessed(code: str, year: int) -> str:
    out = io.StringIO()
    earlier, later = (SHARED / "corpus" / code / f"{number}.txt" for number in (year, year + 1))
    command = Command(stdout=out, stderr=io.StringIO())
    command.handle(earlier=earlier, later=later, plan_year=year, format="jsonl", language="zh")
    return out.getvalue()


@pytest.mark.parametrize(("pair", "found", "link", "verdict"), FLOORS, ids=[floor[0] for floor in FLOORS])
def test_no_labelled_pair_falls(measured: dict, pair: str, found: float, link: float, verdict: float) -> None:
    score = measured[pair]
    assert (score["found"] >= found, score["link"] >= link, score["verdict"] >= verdict) == (True, True, True), score


def test_every_labelled_pair_has_its_floors() -> None:
    assert {pair for pair, *_ in FLOORS} == {labels.name.removesuffix(".links.tsv") for labels in PAIRS}


def test_few_pledges_are_wrongly_flagged_or_missed_as_not_met(measured: dict) -> None:
    flags = [score["not_met"] for score in measured.values() if score["not_met"]["gold"]]
    for share in ("precision", "recall"):
        assert sum(flag[share] for flag in flags) / len(flags) >= 0.85, flags
