"""Several outcomes for one pledge, case by case (cases/together.toml), and a pledge that a person found unanswered."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reports.words import Rule, Verdict
from tests.judging import YEAR, statement
from tracker.judging.explain import explain
from tracker.judging.judge import found_none, judge
from tracker.judging.reasons import Lack
from tracker.judging.records import Context, Judgement
from tracker.judging.rules import apply
from tracker.public.recompute import verdict_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "together.toml").read_text(encoding="utf-8"))["case"]


def judged(case: dict) -> Judgement:
    measure, unit = case.get("measure", "increment"), case.get("unit", "所")
    units = case.get("units", [unit] * len(case["actual"]))
    pledge = statement("pledge", subject="甲项", value=case["target"], unit=unit, measure=measure)
    first, *others = (
        statement("outcome", 100 * number, subject="甲项", value=value, unit=own, measure=measure)
        for number, (value, own) in enumerate(zip(case["actual"], units, strict=True))
    )
    return judge(pledge, first, Context(YEAR, **{case["as"]: tuple(others)}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_reaches_the_published_verdict(case: dict) -> None:
    found = judged(case)
    assert (found.rule, found.verdict) == (Rule(case["rule"]), Verdict(case["verdict"]))
    assert found.reason == case.get("reason", "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_public_program_reaches_the_same(case: dict) -> None:
    found = judged(case)
    assert verdict_of(found.derivation) == found.verdict == apply(found.derivation)


def test_the_public_program_finds_a_sum_of_other_figures() -> None:
    found = judged(CASES[0])
    found.derivation["addends"][0]["value"] = "4"
    with pytest.raises(ValueError, match="added up"):
        verdict_of(found.derivation)


@pytest.mark.parametrize("lack", Lack)
def test_what_a_person_found_instead_is_told_in_both_languages(lack: Lack) -> None:
    pledge = statement("pledge", subject="甲项", value="3", unit="所", measure="increment")
    found = found_none(pledge, YEAR, lack, "见第二节")
    assert (found.verdict, found.derivation["looked"]) == (Verdict.UNREPORTED, {"found": lack, "note": "见第二节"})
    assert f"{lack.zh}（见第二节）" in explain(found.derivation, "zh")
    assert f"{lack.en} (见第二节)" in explain(found.derivation, "en")
    assert verdict_of(found.derivation) == Verdict.UNREPORTED
