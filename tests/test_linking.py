"""Linking, case by case: what must link and what must not; the cases stand in cases/linking.toml."""

from __future__ import annotations

import random
import tomllib
from itertools import permutations
from pathlib import Path

import pytest

from reports.reading.records import Reading, Statement
from tests.judging import YEAR, statement
from tracker.judging.assess import assess
from tracker.judging.assignment import assign
from tracker.judging.likeness import Likeness
from tracker.judging.naming import name_of, scope_conflict
from tracker.judging.records import Judgement

CASES = tomllib.loads((Path(__file__).parent / "cases" / "linking.toml").read_text(encoding="utf-8"))["case"]


def read(kind: str, rows: list[dict]) -> list[Statement]:
    return [
        statement(row.pop("kind", kind), row.pop("at", 100 * number), **row)
        for number, row in enumerate(map(dict, rows))
    ]


def judged(case: dict) -> tuple[list[Statement], tuple[Judgement, ...]]:
    outcomes = read("outcome", case["outcomes"])
    reviewed = read("outcome", case.get("earlier", []))
    earlier = Reading("", YEAR, tuple(read("pledge", case["pledges"]) + reviewed))
    return outcomes, assess(earlier, Reading("", YEAR + 1, tuple(outcomes)), YEAR)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_takes_the_outcome_that_answers(case: dict) -> None:
    outcomes, judgements = judged(case)
    said = [outcomes.index(found.outcome) if found.outcome else -1 for found in judgements]
    assert said == case["answers"]
    if "verdicts" in case:
        assert [found.verdict for found in judgements] == case["verdicts"]
    if "flags" in case:
        assert set(case["flags"]) <= {flag for found in judgements for flag in found.flags}
    if "near" in case:
        assert [found.candidates[0].reason for found in judgements] == case["near"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_was_taken_is_among_the_candidates_without_a_reason(case: dict) -> None:
    _, judgements = judged(case)
    for found in judgements:
        taken = [candidate.outcome for candidate in found.candidates if not candidate.reason]
        assert taken[:1] == ([found.outcome] if found.outcome else [])
        assert set(taken[1:]) <= set(found.also)


def test_the_assignment_is_never_worse_than_any_other() -> None:
    draw = random.Random(7)
    for _ in range(60):
        rows, columns = draw.randint(1, 4), draw.randint(1, 5)
        scores = {(r, c): draw.random() for r in range(rows) for c in range(columns) if draw.random() < 0.7}
        best = max(
            sum(scores.get((row, column), 0.0) for row, column in enumerate(chosen[:rows]))
            for chosen in permutations([*range(columns), *range(-rows, 0)], rows)
        )
        taken = assign(scores)
        assert len(set(taken.values())) == len(taken)
        assert sum(scores[pair] for pair in taken.items()) == pytest.approx(best)


def test_a_rare_word_says_more_than_a_common_one() -> None:
    answers = [("乡镇卫生院", ""), ("乡镇敬老院", ""), ("乡镇文化站", "")]
    alike = Likeness([("中心卫生院", "")], answers).to(("中心卫生院", ""))
    assert max(alike, key=alike.__getitem__) == 0


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("规上工业增加值", "限额以上工业增加值", False),
        ("全社会固定资产投资", "规模以上固定资产投资", True),
        ("城镇居民收入", "农村居民收入", True),
        ("城区公厕", "城镇公厕", False),
        ("市级以上平台", "国家级平台", False),
        ("省级平台", "市级平台", True),
        ("平台", "市级平台", False),
    ],
)
def test_scope_words_keep_things_apart(one: str, other: str, apart: bool) -> None:
    assert scope_conflict(name_of(one), name_of(other)) is apart


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("贫困村的整村", "贫困村整村", True),
        ("引导性培训", "引导培训", True),
        ("旅游目的地", "旅游目地", False),
        ("女性健康检查", "女健康检查", False),
        ("燃气、供排水等老化管道", "燃气、供水、排水老旧管网", True),
        ("文化、高等教育", "文化、高教育", False),
    ],
)
def test_a_particle_an_idle_suffix_or_an_open_list_makes_no_other_name(one: str, other: str, same: bool) -> None:
    assert (name_of(one) == name_of(other)) is same
