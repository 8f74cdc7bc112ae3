"""What a page says of a pledge kept in part: what decided it, in figures that stand in the derivation."""

from __future__ import annotations

import pytest
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports.words import ReviewState, Verdict
from tests.pages import LANGUAGES, of
from tracker import ledger, register
from tracker.models import Verdict as VerdictRow
from tracker.site.in_part import why_in_part

BAND = {"floor": "0.8", "ceiling": "1.25"}


def figures(actual, target, direction="higher", high=""):
    compared = {"actual": actual, "target": target, "target_high": high, "actual_is": ""}
    return {"compared": compared, "band": BAND, "direction": direction}


def part(result, subject="", indicator=""):
    return {"result": result, "actual": {"subject": subject, "indicator": indicator} if subject else None}


CASES = [
    ("floor", figures("2500", "3000"), "83.3% of the target; from 80% it is", "目标的83.3%；达到80%为部分兑现"),
    # Never said to be all of it.
    ("floor", figures("99999", "100000"), "99.9% of the target", "目标的99.9%"),
    ("all", {"compared": {"actual": "99", "target": "100"}, "band": {"floor": "0.8"}}, "99% of the target", "99%"),
    ("above", figures("1000", "1000"), "the target itself, which was to be passed", "恰为目标数"),
    ("ceiling", figures("3.3", "3", "lower"), "110% of the most allowed; up to 125% it is", "上限的110%；不超过125%"),
    ("ceiling", figures("100001", "100000", "lower"), "100.1% of the most allowed", "上限的100.1%"),
    ("range", figures("3.3", "2", "lower", "3"), "110% of the most allowed", "上限的110%"),
    ("range", figures("5.4", "6", "higher", "6.5"), "90% of the target", "目标的90%"),
    ("admitted", figures("9", "8"), "meets the target, but the report itself", "报告的数字达到目标"),
    ("admitted", figures("2", "3", "lower"), "meets the target, but the report itself", "报告的数字达到目标"),
    ("admitted", figures("7", "8"), "87.5% of the target", "目标的87.5%"),
    ("done", {"compared": {"actual": 4, "target": 5}}, "1 step short of what was promised (in use): completed.",
     "承诺“投用”，做到“完成”，差1步。"),
    ("done", {"compared": {"actual": 5, "target": 4}, "late": True}, "after its deadline", "晚于期限"),
    ("in_step", {"compared": {"actual": "4.4", "target": "5.3"}, "band": {"points": "1"}},
     "behind by 0.9 (in percentage points); up to 1 it is", "低0.9个百分点；相差不超过1个百分点"),
    ("in_step", {"compared": {"actual": "5", "target": "5"}, "band": {"points": "1"}}, "where faster was", "持平"),
    ("compound", {"parts": [part("kept", "甲桥"), part("broken", "乙桥")]}, "1 of its 2 parts was kept: 甲桥.",
     "共2个分项，兑现了1项：甲桥。"),
    ("compound", {"parts": [part("kept", "甲桥"), part("kept", "国内生产总值", "gdp"), part("unreported")]},
     "2 of its 3 parts were kept: 甲桥; Gross domestic product.", "兑现了2项：甲桥；国内生产总值。"),
    ("compound", {"parts": [part("in_part", "甲桥"), part("broken", "乙桥")]}, "None of its 2 parts",
     "没有一项完全兑现"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "derivation", "english", "chinese"), CASES)
def test_a_sentence_says_what_decided(rule, derivation, english, chinese):
    row = VerdictRow(code=Verdict.IN_PART.value, rule=rule, derivation=derivation)
    for language, words in zip(("en", "zh-hans"), (english, chinese), strict=True):
        with translation.override(language):
            assert words in why_in_part(row)


def test_other_verdicts_and_those_of_people_have_none():
    assert why_in_part(VerdictRow(code="kept", rule="floor", derivation=figures("9", "8"))) == ""
    assert why_in_part(VerdictRow(code="in_part", rule="override", derivation={})) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_beside_the_verdict(client, county, reviewer, language):
    def said():
        page = LexborHTMLParser(client.get(f"/{language}/c/{of('new_urban_jobs').pk}/").content)
        return page.css_first(".verdict-row").text()

    assert "83.3%" in said()
    ledger.override(of("new_urban_jobs"), Verdict.IN_PART, reviewer, "口径不同", "统计公报")
    assert ("Some parts of a compound pledge" if language == "en" else "部分") in said()


def test_an_answer_that_may_not_be_shown_is_not_told_by_its_share(client, county, reviewer, settings):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    register.decide(of("new_urban_jobs"), ReviewState.ACCEPTED, reviewer)
    page = client.get(f"/en/c/{of('new_urban_jobs').pk}/").content.decode()
    assert "83.3" not in page
