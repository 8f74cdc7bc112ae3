"""Pledges to move in step with the economy."""

from __future__ import annotations

import pytest

from reports.reading import insteps
from reports.words import Comparator, Measure
from tests.reading_cases import cases, clauses_of


@pytest.mark.parametrize("case", cases("insteps"), ids=lambda case: case["text"][:12])
def test_it_reads_who_keeps_step_and_how_closely(case):
    text = case["text"]
    found = insteps.find(text, clauses_of(text, "pledge"), 2019)
    assert [[s.subject, s.indicator, s.reasons[0].removeprefix("in_step:")] for s in found] == case["rows"]
    for statement in found:
        assert text[statement.start : statement.end] == statement.quote
        assert (statement.comparator, statement.measure) == (Comparator.SYNC, Measure.GROWTH)
        assert statement.number is None
        assert statement.period == "2019"
        assert statement.reasons[1] == "in_step:to:gdp"


def test_what_was_reached_in_step_is_no_pledge():
    text = "居民收入增长与经济增长基本同步。"
    assert insteps.find(text, clauses_of(text, "outcome"), 2019) == []
