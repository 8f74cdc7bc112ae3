"""The arithmetic audit: what is found, what is left alone, and that each finding can be computed and told again."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.reading.read import read
from reports.reading.records import Reading, Span
from tests.reading_cases import cases
from tracker.judging.audit import audit
from tracker.judging.audit.explain import explain
from tracker.judging.audit.making import recomputed
from tracker.judging.audit.printed import read as read_figure
from tracker.judging.audit.records import Finding, Inconsistency, Severity

CASES = cases("audit")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
ALARMS = (Severity.WARNING, Severity.ERROR)


def report(text: str, plan: str = "", year: int = 2022) -> Reading:
    """A report that reviews the year before with ``text`` and plans with ``plan``."""
    review = f"一、{year - 1}年工作回顾\n{text}"
    tasks = f"二、{year}年目标任务\n{plan or '建设水厂1座。'}"
    return read(f"甲县{year}年政府工作报告\n\n{review}\n\n{tasks}\n", year)


def found_in(case: dict) -> tuple[Finding, ...]:
    later = report(case["next"], year=2023) if "next" in case else None
    return audit(report(case["text"], case.get("plan", "")), later)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_finds_what_cannot_be_true_and_nothing_else(case: dict) -> None:
    assert [f"{finding.kind}:{finding.severity}" for finding in found_in(case)] == case["finds"]


@pytest.mark.parametrize("case", [case for case in CASES if case["finds"]], ids=lambda case: case["why"])
def test_a_finding_can_be_computed_and_told_again_from_its_data(case: dict) -> None:
    texts = [report(case["text"], case.get("plan", "")).text, report(case.get("next", ""), year=2023).text]
    for finding in found_in(case):
        assert json.loads(json.dumps(finding.computation)) == finding.computation
        assert recomputed(finding.computation) == finding.computation["result"]
        for figure in finding.figures:
            assert texts[figure.text][figure.place.start : figure.place.end] == figure.printed
            assert all(figure.printed in explain(finding, language) for language in ("zh", "en"))
        assert explain(finding, "zh").endswith("。")
        assert explain(finding, "en").endswith(".")


def test_every_kind_is_found_by_a_case_and_spared_by_another() -> None:
    found = {name.partition(":")[0] for case in CASES for name in case["finds"]}
    assert found == {kind.value for kind in Inconsistency}
    assert sum(not case["finds"] for case in CASES) >= len(found)


@pytest.mark.parametrize(
    ("text", "number", "unit", "ends"),
    [
        ("收入168.4亿元", "168.4", "亿元", ("168.35", "168.45")),
        ("收入5亿元", "5", "亿元", ("4.5", "5.5")),
        ("学校20所", "20", "所", ("20", "20")),
        ("超过300亿元", "300", "亿元", ("297", None)),
        ("300余亿元", "300", "亿元", ("297", None)),
        ("近1万公里", "1", "万公里", (None, "1.5")),
        ("约50亿元", "50", "亿元", ("45", "55")),
        ("950亿元", "950", "亿元", ("945", "955")),
        ("2000亿元", "2000", "亿元", ("1980", "2020")),
    ],
)
def test_a_figure_stands_for_all_it_may_have_been_rounded_from(text, number, unit, ends):
    start = text.index(number)
    figure = read_figure(text, Span(start, start + len(number)), number, unit)
    assert figure is not None
    low, high = (None if end is None else Decimal(end) for end in ends)
    assert (figure.interval.low, figure.interval.high) == (low, high)


def rounded(value: Decimal, places: int) -> str:
    """The value as an office prints it."""
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


AMOUNTS = st.decimals(min_value=2, max_value=900, places=4)
RATES = st.decimals(min_value="0.5", max_value=60, places=4)
PLACES = st.integers(min_value=0, max_value=2)


@given(base=AMOUNTS, growth=RATES, share=RATES, part=st.integers(1, 99), first=PLACES, second=PLACES, third=PLACES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_figures_that_agree_never_alarm_however_they_are_rounded(base, growth, share, part, first, second, third):
    level = base * (1 + growth / 100)
    one, other, third_part = level * part / 100, level * (100 - part) / 200, level * (100 - part) / 200
    shares = [rounded(Decimal(part), third), rounded(Decimal(100 - part) * share / 100, third)]
    shares.append(rounded(100 - Decimal(part) - Decimal(100 - part) * share / 100, third))
    plan = level / (1 + share / 100)
    said = f"{rounded(level, second)}亿元，增长{rounded(growth, third)}%"
    earlier = report(f"全县出口总额{rounded(base, first)}亿元。")
    text = (
        f"全县出口总额{said}。乙类收入从{rounded(base, first)}亿元增加到{said}。三次产业结构为{':'.join(shares)}。"
        f"丙类投入{rounded(level, second)}亿元，其中路桥{rounded(one, first)}亿元、水利{rounded(other, third)}亿元、"
        f"其他{rounded(third_part, first)}亿元。年度计划投资{rounded(plan, first)}亿元，"
        f"实际完成投资{rounded(level, second)}亿元，占年度计划的{rounded(100 + share, third)}%。"
    )
    later = report(text, year=2023)
    found = [*audit(earlier, later), *audit(later)]
    assert [finding for finding in found if finding.severity in ALARMS] == []


@pytest.mark.parametrize(
    "text",
    [
        "乙类收入从0亿元增加到15.2亿元，增长9.5%。",
        f"乙类收入从{'9' * 30}亿元增加到{'8' * 40}亿元，增长9.5%，翻了一番。",
        "2016-2016年乙类收入从1亿元增加到2亿元，年均增长9.5%。",
        "全县出口总额7.2亿美元，是2026年的2.5倍，年均增长20.1%。",
        "其中，其中3座。其中",
        "三次产业结构为0:0:0。",
        "，".join(["从1亿元增加到2亿元"] * 2000),
    ],
)
def test_odd_texts_are_read_to_the_end(text: str) -> None:
    for finding in audit(report(text), report(text, year=2023)):
        assert recomputed(finding.computation) == finding.computation["result"]
        assert explain(finding, "en")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real reports is not here")
def test_of_real_reports_it_alarms_only_where_a_person_read_and_agreed() -> None:
    readings = {
        (path.parent.name, int(path.stem)): read(path.read_bytes().decode("utf-8"), int(path.stem))
        for path in sorted(CORPUS.glob("*/*.txt"))
    }
    alarms = [
        (code, year, finding.kind.value, [figure.printed for figure in finding.figures])
        for (code, year), reading in readings.items()
        for finding in audit(reading, readings.get((code, year + 1)))
        if finding.severity in ALARMS
    ]
    assert alarms == [
        # 130 of 140 firms are 92.9 in a hundred.
        ("411700", 2005, "proportion", ["140", "130", "94"]),
        # The plan for 148 projects, as told when it was made and as it follows from what was reached of it.
        ("411700", 2007, "plan", ["101.9", "92.2", "101.2"]),
    ]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    earlier, later = tmp_path / "2022.txt", tmp_path / "2023.txt"
    earlier.write_text(report("新建泵站30座，其中乡镇泵站42座。全县出口总额168.4万美元。").text, encoding="utf-8")
    later.write_text(report("全县出口总额182.8万美元，增长29.5%。", year=2023).text, encoding="utf-8")
    return earlier, later


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("audit", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_one_object_a_finding(files: tuple[Path, Path]) -> None:
    out, err = run(*map(str, files))
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["kind"], row["severity"]) for row in rows] == [("part", "error"), ("growth", "warning")]
    assert [figure["text"] for figure in rows[1]["figures"]] == [1, 0, 1]
    assert "42座" in rows[0]["explanation"]
    assert "2022" in err


def test_the_command_prints_a_table_for_people(files: tuple[Path, Path]) -> None:
    out, _ = run(str(files[0]), "--format", "table", "--language", "en")
    assert "Error" in out
    assert "exceeds the whole" in out


def test_the_command_says_in_one_line_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "none.txt"))


def test_the_audit_needs_no_framework() -> None:
    code = "import sys, tracker.judging.audit; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0
