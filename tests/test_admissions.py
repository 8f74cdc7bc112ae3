"""Admissions that a target was missed: one row an indicator."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.reading import admissions, clauses, sections
from reports.words import Kind
from tests.reading_cases import cases, clauses_of

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.mark.parametrize("case", cases("admissions"), ids=lambda case: case["text"][:12])
def test_it_reads_one_row_an_indicator(case):
    text = case["text"]
    found = admissions.find(text, clauses_of(text, "problems"), 2019)
    assert [[s.subject, s.indicator, s.measure, s.period] for s in found] == case["rows"]
    assert {reason for s in found for reason in s.reasons} == set(case.get("reasons", []))
    assert all(text[s.start : s.end] == s.quote for s in found)
    assert all(s.kind is Kind.SHORTFALL and s.number is None for s in found)


def test_a_plan_admits_nothing():
    text = "决不让粮食产量等指标没有达到预期。"
    assert admissions.find(text, clauses_of(text, "pledge"), 2019) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real reports is not here")
@pytest.mark.parametrize(
    ("place", "year", "period", "codes"),
    [
        (
            "330824",
            2023,
            "2022",
            ["gdp", "retail_sales", "foreign_trade", "income_urban", "income_rural", "fixed_investment"],
        ),
        ("500231", 2016, "2011-2015", ["industrial_output", "foreign_trade"]),
    ],
)
def test_real_reports_admit_what_they_admit(place, year, period, codes):
    text = (CORPUS / place / f"{year}.txt").read_bytes().decode("utf-8")
    found = admissions.find(text, clauses.split(text, sections.find(text, year)), year)
    assert [s.indicator for s in found] == codes
    assert {s.period for s in found} == {period}
    assert not any(s.reasons for s in found)
