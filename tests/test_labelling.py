"""The page on labelling says what the reading does: every example is read as it is printed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from reports.reading.read import read
from tests.pages import LANGUAGES, text_of
from tracker.site.labelling import RULES

EXAMPLES = [example for rule in RULES for example in rule.examples]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.phrase)
def test_an_example_is_read_as_it_is_printed(example):
    text = f"样例县政府工作报告\n二、2025年工作安排\n今年的主要预期目标是：{example.phrase}。\n"
    (found,) = read(text, 2025).statements
    assert found.quote in example.phrase
    assert (found.kind, found.subject, found.measure, found.comparator, found.hedge) == (
        example.kind, example.subject, example.measure, example.comparator, example.hedge,
    )  # fmt: skip
    assert f"{found.value}{found.unit}" == example.figure


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_every_rule(client, db, language):
    with translation.override(language):
        page = text_of(client.get(reverse("site:labelling")))
        for rule in RULES:
            assert str(rule.title) in page
