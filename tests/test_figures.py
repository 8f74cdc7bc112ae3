"""Figures and what they say: subject, measure, bound, unit, year, on texts of our own making."""

from __future__ import annotations

import pytest

from reports.reading import clauses, quantities, statements
from reports.reading.lexicon import indicators
from reports.reading.sections import SectionSpan, kind_of
from reports.words import Section
from tests.reading_cases import cases

PARTS = {"pledge": "year_tasks", "outcome": "review_year"}


def read(case):
    """The statements of a case and the figures it left unread."""
    text = case["text"]
    section = Section(case.get("part") or PARTS[case.get("kind", "pledge")])
    split = clauses.split(text, [SectionSpan(0, len(text), section, kind_of(section))], 2019)
    return statements.make(text, split, quantities.find(text), 2019, indicators.code)


@pytest.mark.parametrize("case", cases("figures"), ids=lambda case: case["why"])
def test_it_reads_the_figures_of(case):
    found, _ = read(case)
    said = [
        [
            s.subject,
            str(s.measure),
            str(s.comparator),
            f"{s.value}-{s.value_high}" if s.value_high else s.value,
            s.unit,
            s.period,
        ]
        for s in found
    ]
    assert said == case["rows"]
    assert [str(s.kind) for s in found] == case.get("kinds", [case.get("kind", "pledge")] * len(found))
    for s in found:
        assert case["text"][s.start : s.end] == s.quote
        assert s.start <= s.number.start < s.number.end <= s.end


def test_it_keeps_the_earlier_value_with_the_statement_that_outgrew_it():
    found, _ = read({"text": "规上企业从37户增加到133户。", "kind": "outcome"})
    assert (found[0].base.value, found[0].base.unit) == ("37", "户")


def test_it_finds_the_month_a_pledge_is_due():
    found, _ = read({"text": "6月底前建成示范点3个。"})
    assert found[0].deadline == "2019-06"


@pytest.mark.parametrize(("word", "hedge"), [("力争", "strive"), ("计划", "strive"), ("确保", "")])
def test_it_marks_a_promise_of_effort(word, hedge):
    found, _ = read({"text": f"{word}引进企业5家。"})
    assert found[0].hedge == hedge


def test_it_says_why_a_figure_was_left():
    _, unread = read({"text": "2019年，推进M8地块，淘汰35吨以下锅炉。"})
    assert [figure.reason for figure in unread] == ["date", "name", "class"]


def test_a_month_is_not_that_of_a_clause_with_a_time_of_its_own():
    found, _ = read({"text": "6月底前建成示范点3个，年底前新建公厕30座；改造管网20公里。"})
    assert [statement.deadline for statement in found] == ["2019-06", "", ""]
