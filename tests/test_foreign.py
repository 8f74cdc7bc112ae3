"""Chinese words in English sentences, and units in English, without a page around them."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from tracker.site import foreign
from tracker.site.counters import counted
from tracker.site.units import English, gloss, in_english


@pytest.fixture(autouse=True)
def in_english_pages():
    with translation.override("en"):
        yield


def plain(html):
    return re.sub("<[^>]+>", "", html)


def zh(words):
    return f'<span lang="zh-Hans">{words}</span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Promised: 就业, done", f"Promised: {zh('就业')}, done"),
        ("新建5G基站 in 2 years", f"{zh('新建5G基站')} in 2 years"),
        ("“就业增长5%” for 2022", f"“{zh('就业增长5%')}” for 2022"),
        ("《条例》、《办法》.", f"{zh('《条例》、《办法》')}."),
        ("no Chinese at all", "no Chinese at all"),
        ("<b>县</b> & 市", f"&lt;b&gt;{zh('县')}&lt;/b&gt; &amp; {zh('市')}"),
        ('"县"', f"&quot;{zh('县')}&quot;"),
        ("", ""),
    ],
)
def test_chinese_is_marked_and_all_else_escaped(text, html):
    assert foreign.marked(text) == html
    assert isinstance(foreign.marked(text), SafeString)


def test_what_is_escaped_already_is_not_escaped_again_and_attributes_stay_whole():
    escaped = mark_safe('<a title="县">市</a> &amp; more')
    assert foreign.marked(escaped) == f'<a title="县">{zh("市")}</a> &amp; more'
    once = foreign.marked("市 & 县")
    assert "&amp;amp;" not in foreign.marked(once)


def test_a_chinese_page_is_left_as_it_is():
    with translation.override("zh-hans"):
        assert foreign.marked("就业 & <b>") == "就业 &amp; &lt;b&gt;"
        assert foreign.told("就业，新增2470人", "人") == "就业，新增2470人"
        assert foreign.compared("351.2 ≥ 350", "亿元") == "351.2 ≥ 350"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("2470", "人", "2470 people"),
        ("1", "个", "1 item"),
        ("13254", "人", "13\u202f254 people"),
        ("350", "亿元", "35 billion yuan"),
        ("35.0", "亿元", "3.50 billion yuan"),
        ("8.5", "亿元", "850 million yuan"),
        ("1.3", "万亿元", "1.3 trillion yuan"),
        ("2.5", "万人", "25\u202f000 people"),
        ("350", "万人次", "3.5 million person-times"),
        ("8–12", "亿斤", "0.8–1.2 billion jin (of 0.5 kg)"),
        ("20", "万", "200\u202f000"),
        ("3", "千瓦", "3 kilowatts"),
        ("2.5", "百万千瓦", "2.5 million kilowatts"),
        ("5", "万吨/年", "50\u202f000 tonnes a year"),
        ("4.2", "个百分点", "4.2 percentage points"),
    ],
)
def test_a_common_unit_is_said_in_english_and_no_digit_is_lost(value, unit, said):
    shown = foreign.figure(value, unit)
    assert plain(shown) == said
    assert f'lang="zh-Hans" title="{value}{unit}"><span lang="en">' in shown


@pytest.mark.parametrize(("value", "unit"), [("3", "台(套)"), ("7", "位"), ("6", "月"), ("XX", "件"), ("5", "万部")])
def test_what_has_no_one_word_in_english_stays_as_it_was_printed(value, unit):
    assert in_english(value, unit) is None
    assert plain(foreign.figure(value, unit)) == value + unit


def test_a_gloss_names_the_unit_alone():
    assert gloss("亿元") == "100 million yuan"
    assert gloss("万") == "10 thousand"
    assert gloss("万元/人") == "10 thousand yuan per person"
    assert (gloss("台(套)"), gloss("")) == ("", "")
    assert in_english("350", "亿元") == English("35", "billion", "yuan")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("就业, increment at least 2470人; reported", "就业, increment at least 2470 people; reported"),
        ("12345热线, level 8个", "12345热线, level 8 items"),
        ("第2小学, level 2所.", "第2小学, level 2 schools or institutions."),
        ("PM2.5, level 35微克/立方米", "PM2.5, level 35 micrograms per cubic metre"),
        ("in 2018年, for 5年", "in 2018年, for 5 years"),
        ("2.5 + 1 = 3.5万人", "25\u202f000 + 10\u202f000 = 35\u202f000 people"),
        ("(5000公斤 = 5吨)", "(5000 kilograms = 5 tonnes)"),
        ("(3500万元 = 0.35亿元)", "(3500万元 = 0.35亿元)"),
        ("“at least 1000个”", "“at least 1000 items”"),
        ("from −3.5亿元 to 12%", "from −350 million yuan to 12%"),
    ],
)
def test_a_sentence_names_common_units_in_english(sentence, said):
    assert plain(foreign.told(sentence)) == said


def test_what_a_verdict_compares_is_said_as_its_figures_are():
    sentence = "Promised: GDP, level 350亿元; compared: 351.2 ≥ 350.0 − 3.5, about. Verdict: Kept. Rule: about v1."
    said = (
        "35 billion yuan; compared: 35.12 billion ≥ 35.00 billion − 350 million, about. Verdict: Kept. Rule: about v1."
    )
    assert plain(foreign.told(sentence, "亿元")).endswith(said)
    assert foreign.compared("9.0 ≥ 8.5, floor", "%") == "9.0 ≥ 8.5, floor"
    assert foreign.compared("<b> 2 ≥ 1", "万人") == "&lt;b&gt; 20\u202f000 ≥ 10\u202f000"
    assert foreign.compared("due 31 December 2022", "") == "due 31 December 2022"


@pytest.mark.parametrize(
    ("value", "unit", "subject", "said"),
    [
        ("300", "户", "规上工业企业", "300 firms"),
        ("1", "户", "独角兽企业", "1 firm"),
        ("5", "万户", "经营主体", "50\u202f000 firms"),
        ("1200", "户", "农村危房改造", "1200 households"),
        ("3.1", "万户", "地质灾害避险搬迁", "31\u202f000 households"),
        ("300", "户", "签约", "300 households or firms"),
        # Both are named: nothing is sure.
        ("300", "户", "企业职工家庭", "300 households or firms"),
        ("12", "个", "老旧小区改造", "12"),
        ("20", "个", "示范村", "20"),
        ("2.5", "万个", "公共停车位", "25\u202f000"),
        ("3", "百万个", "学位", "3 million"),
        ("5", "个/年", "重点项目", "5 a year"),
        ("1", "个", "主营业务收入", "1 item"),
        # The income of zones is not a zone.
        ("5", "个", "产业园区主营业务收入", "5 items"),
        ("5", "个", "", "5 items"),
        ("40", "所", "示范村", "40 schools or institutions"),
        ("4.2", "个百分点", "项目", "4.2 percentage points"),
    ],
)
def test_a_counter_is_said_by_what_is_counted(value, unit, subject, said):
    shown = foreign.figure(value, unit, counted(unit, subject))
    assert plain(shown) == said
    assert f'title="{value}{unit}"' in shown


def test_a_sentence_says_its_counter_by_what_is_counted():
    firms, named = counted("户", "规上企业"), counted("个", "示范村")
    sentence = "规上企业, increment 30户; reported: 规上企业, increment 41户; compared"
    assert plain(foreign.told(sentence, "户", firms)).count(" firms;") == 2
    assert plain(foreign.told("示范村, level at least 20个; why", "个", named)) == "示范村, level at least 20; why"
