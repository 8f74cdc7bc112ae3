"""Deeds without a figure: which words are one, its members, and its rung on the ladder."""

from __future__ import annotations

import pytest

from reports.reading import deeds, quantities
from reports.reading.lexicon.deeds import load_verbs, rung
from reports.reading.lexicon.load import LexiconError
from reports.words import Comparator, Measure
from tests.pace import shortest
from tests.reading_cases import cases, clauses_of


def read(text, kind="pledge"):
    return deeds.find(text, clauses_of(text, kind), quantities.find(text), 2019)


@pytest.mark.parametrize("case", cases("deeds"), ids=lambda case: case["why"])
def test_it_reads_one_row_an_object(case):
    text, kind = case["text"], case.get("kind", "pledge")
    found = read(text, kind)
    assert [[s.reasons[0].removeprefix("action:"), s.subject] for s in found] == case["rows"]
    for statement in found:
        assert text[statement.start : statement.end] == statement.quote
        assert statement.kind == kind
        assert statement.number is None
        assert (statement.measure, statement.comparator) == (Measure.DONE, Comparator.EQ)
        assert statement.deadline == ("" if kind == "outcome" else case.get("deadline", "2019"))
        assert 0 < statement.confidence <= 1


def test_problems_hold_no_deed():
    assert read("完成柳湾小学提质改造。", "problems") == []


@pytest.mark.parametrize(
    ("action", "height"),
    [("启动", 1), ("落地开工", 2), ("主体完工", 3), ("竣工", 4), ("建成投用", 5), ("开工建设", 2), ("完成", None)],
)
def test_an_action_stands_on_its_rung(action, height):
    assert rung(action) == height


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("完成柳湾大桥、石桥隧道主体施工。", ["完成柳湾大桥、石桥隧道主体施工"] * 2),
        ("新建柳湾大桥、石桥隧道、竹溪水库等工程有序推进。", ["新建柳湾大桥、石桥隧道、竹溪水库等工程有序推进"] * 3),
        ("建成柳湾大桥、石桥隧道。", ["建成柳湾大桥", "建成柳湾大桥、石桥隧道"]),
        ("加快推进云台山旅游规划编制。", ["加快推进云台山旅游规划编制"]),
        ("完成云台山旅游规划编制。", ["完成云台山旅游规划编制"]),
    ],
)
def test_what_goes_on_is_quoted_with_the_words_that_say_so(text, quotes):
    assert [statement.quote for statement in read(text, "outcome")] == quotes


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"group": "odd", "stands": "above", "words": ["建"]}, "stands must be one of"),
        ({"group": "odd", "stands": "after", "rung": 9, "words": ["建"]}, "a rung is 1 to 5"),
        ({"group": "odd", "stands": "after", "words": ["建", "建"]}, "建 stands in odd already"),
    ],
)
def test_a_faulty_table_of_verbs_is_named(entry, message):
    with pytest.raises(LexiconError, match=message):
        load_verbs([entry])


@pytest.mark.parametrize("unit", ["建成", "完成、", "在全国", "“建成", "建成和", "，建成"])
def test_a_text_of_one_word_reads_in_linear_time(unit):
    small, large = (shortest(lambda times=times: read(unit * times)) for times in (4_000, 40_000))
    # Ten times the text; a hundred times the time would be quadratic.
    assert large < 40 * max(small, 0.002)
