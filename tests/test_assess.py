"""Assessing a pair of reports: what is due, what waits, what cannot be checked, and what the command prints."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from reports.reading.records import Reading, Statement
from reports.words import Flag, Rule, Verdict
from tests.judging import YEAR, statement
from tracker.judging.assess import admitted, assess, judge
from tracker.judging.explain import explain
from tracker.judging.rules import apply
from tracker.management.commands.assess import Command

GDP = {"subject": "地区生产总值", "indicator": "gdp", "measure": "growth", "unit": "%"}
ROADS = {"subject": "农村公路", "unit": "公里"}
EARLIER = """甲县2022年政府工作报告

二、2022年目标任务
2022年主要预期目标是：地区生产总值增长7%左右，城镇登记失业率控制在4%以内。
新建农村公路80公里，新建幼儿园2所。
"""
LATER = """甲县2023年政府工作报告

一、2022年工作回顾
2022年，地区生产总值增长6.2%，城镇登记失业率3.1%。
新建农村公路96公里。

二、2023年目标任务
2023年，地区生产总值增长6%左右，新建幼儿园3所。
"""


def reading(*statements: Statement, year: int = YEAR) -> Reading:
    return Reading("", year, statements)


def only(earlier: Reading, later: Reading | None) -> Any:
    (judgement,) = assess(earlier, later, YEAR)
    return judgement


def test_every_pledge_of_the_year_gets_one_judgement_in_the_order_of_the_text() -> None:
    pledges = [
        statement("pledge", 10, value="7", **GDP),
        statement("pledge", 30, value="80", **ROADS),
        statement("pledge", 50, subject="机场", measure="done", quote="机场建成通航"),
        statement("pledge", 70, value="100", period="2025", **ROADS),
        statement("outcome", 90, value="60", period="2021", **ROADS),
    ]
    judgements = assess(reading(*pledges), reading(year=YEAR + 1), YEAR)
    assert [found.pledge for found in judgements] == pledges[:3]
    assert {found.verdict for found in judgements} == {Verdict.UNREPORTED}


def test_a_pledge_without_a_period_belongs_to_the_plan_year() -> None:
    pledge = statement("pledge", value="7", period="", **GDP)
    assert only(reading(pledge), None).verdict == Verdict.PENDING


def test_a_five_year_target_falls_due_in_its_last_year() -> None:
    pledge = statement("pledge", value="300", period="2018-2022", section="term_targets", **ROADS)
    answer = statement("outcome", value="320", period="2018-2022", quote="五年累计新建农村公路320公里", **ROADS)
    assert only(reading(pledge), reading(answer, year=YEAR + 1)).verdict == Verdict.KEPT


def test_without_the_later_report_all_wait() -> None:
    judgement = only(reading(statement("pledge", value="7", **GDP)), None)
    assert (judgement.verdict, judgement.rule, judgement.reason) == (Verdict.PENDING, Rule.NOT_DUE, "no_later_report")


def test_a_deadline_after_the_year_is_not_due() -> None:
    pledge = statement("pledge", subject="大桥", measure="done", quote="2023年6月底前大桥通车", deadline="2023-06")
    assert only(reading(pledge), reading(year=YEAR + 1)).reason == "not_due"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"subject": "提案", "value": "redacted", "unit": "件"}, "redacted"),
        ({"subject": "三次产业", "measure": "ratio", "value": "5:40:55"}, "ratio"),
        ({"subject": "约束性指标", "measure": "done", "quote": "完成上级下达的约束性指标"}, "defined_elsewhere"),
        ({"subject": "学位", "value": "", "quote": "新增学位若干"}, "garbled"),
    ],
)
def test_what_gives_no_criterion_cannot_be_checked_and_says_why(fields: dict, reason: str) -> None:
    judgement = only(reading(statement("pledge", **fields)), reading(year=YEAR + 1))
    assert (judgement.verdict, judgement.reason) == (Verdict.NOT_ASSESSABLE, reason)


def test_silence_keeps_its_closest_candidates() -> None:
    pledge = statement("pledge", value="8", **GDP)
    near = statement("outcome", value="6.1", period="2018-2022", **GDP)
    judgement = only(reading(pledge), reading(near, year=YEAR + 1))
    assert judgement.verdict == Verdict.UNREPORTED
    assert [(found.outcome, found.reason) for found in judgement.candidates] == [(near, "average")]


def test_income_in_step_is_held_against_the_growth_of_the_same_report() -> None:
    pledge = statement("pledge", subject="居民收入", indicator="income_all", measure="growth", comparator="sync",
                       unit="%", quote="居民收入与经济增长基本同步")  # fmt: skip
    answers = reading(
        statement("outcome", 0, value="5.5", **GDP),
        statement(
            "outcome", 20, subject="居民人均可支配收入", indicator="income_all", measure="growth", value="5.1", unit="%"
        ),
        year=YEAR + 1,
    )
    judgement = only(reading(pledge), answers)
    assert (judgement.verdict, judgement.derivation["compared"]) == (Verdict.KEPT, {"target": "5.5", "actual": "5.1"})
    assert judgement.also == answers.statements[:1]


def test_all_derivations_lead_to_their_verdicts_again() -> None:
    pledges = reading(
        statement("pledge", 0, value="7", **GDP),
        statement("pledge", 20, value="80", **ROADS),
        statement("pledge", 40, subject="机场", measure="done", quote="机场建成通航"),
        statement("pledge", 60, subject="提案", value="redacted", unit="件"),
    )
    answers = reading(
        statement("outcome", 0, value="6.2", **GDP),
        statement("shortfall", 20, subject="地区生产总值", indicator="gdp", quote="生产总值未达预期"),
        statement("outcome", 40, subject="机场", measure="done", quote="机场开工建设"),
        year=YEAR + 1,
    )
    judgements = assess(pledges, answers, YEAR)
    assert [found.verdict for found in judgements] == ["in_part", "unreported", "broken", "not_assessable"]
    assert Flag.ADMITTED in judgements[0].flags
    for found in judgements:
        again = json.loads(json.dumps(found.derivation))
        assert apply(again) == found.verdict == again["result"]
        assert all(explain(again, language) for language in ("zh", "en"))


def test_a_person_may_link_what_the_machine_did_not() -> None:
    pledge = statement("pledge", value="150", **ROADS)
    outcome = statement("outcome", subject="四好路", value="153", unit="公里")
    later = reading(outcome, year=YEAR + 1)
    assert judge(pledge, outcome, later).verdict == Verdict.KEPT
    assert judge(pledge, None, later).verdict == Verdict.UNREPORTED
    assert judge(pledge, outcome, None).verdict == Verdict.PENDING


def test_a_link_that_cannot_be_compared_reaches_no_verdict() -> None:
    pledge = statement("pledge", value="150", **ROADS)
    outcome = statement("outcome", subject="农村公路", value="3", unit="亿元")
    judgement = judge(pledge, outcome, reading(outcome, year=YEAR + 1))
    assert (judgement.verdict, judgement.reason) == (Verdict.UNREPORTED, "not_comparable")


def test_an_admission_alone_is_a_commitment_not_kept() -> None:
    judgement = admitted(statement("shortfall", subject="固定资产投资", quote="固定资产投资未达预期"))
    assert (judgement.verdict, judgement.rule, judgement.flags) == (Verdict.BROKEN, Rule.ADMITTED, (Flag.ADMITTED,))
    assert judgement.derivation["year"] == YEAR


def test_the_order_of_the_answers_changes_nothing() -> None:
    pledges = reading(*(statement("pledge", 20 * n, value="7", **GDP) for n in range(2)))
    answers = [statement("outcome", 0, value="6.2", **GDP), statement("outcome", 20, value="96", **ROADS)]
    one = assess(pledges, reading(*answers, year=YEAR + 1), YEAR)
    other = assess(pledges, reading(*reversed(answers), year=YEAR + 1), YEAR)
    assert [replace(found, candidates=()) for found in one] == [replace(found, candidates=()) for found in other]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    files = tmp_path / "2022.txt", tmp_path / "2023.txt"
    for file, text in zip(files, (EARLIER, LATER), strict=True):
        file.write_bytes(text.encode())
    return str(files[0]), str(files[1])


def run(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    command = Command(stdout=out, stderr=io.StringIO())
    command.handle(
        earlier=arguments[0], later=arguments[1], **{"plan_year": YEAR, "format": "jsonl", "language": "zh"} | options
    )
    return out.getvalue()


def test_the_command_prints_what_the_contract_says(pair: tuple[str, str]) -> None:
    rows = [json.loads(line) for line in run(*pair).splitlines()]
    said = {row["pledge"]["subject"]: row["verdict"] for row in rows}
    assert said == {"地区生产总值": "in_part", "城镇登记失业率": "kept", "农村公路": "kept", "幼儿园": "unreported"}
    wanted = {"pledge", "outcome", "verdict", "rule", "rule_version", "derivation", "explanation", "candidates"}
    for row in rows:
        assert wanted <= set(row)
        assert EARLIER[row["pledge"]["start"] : row["pledge"]["end"]] == row["pledge"]["quote"]
        if row["outcome"]:
            assert LATER[row["outcome"]["start"] : row["outcome"]["end"]] == row["outcome"]["quote"]


def test_the_table_has_one_line_a_pledge(pair: tuple[str, str]) -> None:
    lines = run(*pair, format="table", language="en").splitlines()
    assert len(lines) == 4
    assert "6.2 < 7.0 − 0.1, about" in lines[0]


def test_a_file_that_is_not_there_is_one_clear_line(pair: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        run(pair[0], pair[1] + ".gone")
