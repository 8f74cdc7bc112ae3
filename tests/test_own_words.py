"""Which words of a phrase are whose: one row a phrase, its statements and their own words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest

from tracker.site.own_words import stretches


@dataclass(frozen=True)
class Row:
    start: int
    end: int
    number: tuple[int, int] | None = None
    unit: str = ""
    name: str = ""
    deed: str = ""


def figure(text, quote, number, unit, name=""):
    """A statement with a figure: its quote, the figure as printed, its unit and what it is about."""
    start = text.index(quote)
    at = text.index(number, start)
    return Row(start, start + len(quote), (at, at + len(number)), unit, name)


def deed(text, quote, name, verb=""):
    start = text.index(quote)
    return Row(start, start + len(quote), None, "", name, verb)


def own(text, rows):
    return [text[each.start : each.end] for each in stretches(text, rows)]


@pytest.mark.parametrize(
    ("text", "figures", "words"),
    [
        # At the mark of the list, and at a conjunction where there is none.
        (
            "其中收入20.5亿元、支出90.1亿元",
            [("20.5", "亿元", "收入"), ("90.1", "亿元", "支出")],
            ["其中收入20.5亿元", "支出90.1亿元"],
        ),
        ("分别增长4.5％和3.8%", [("4.5", "%", "收入"), ("3.8", "%", "支出")], ["分别增长4.5％", "3.8%"]),
        (
            "肉、蛋、奶产量达到7万吨、3万吨和5万吨",
            [("7", "万吨", "肉产量"), ("3", "万吨", "蛋产量"), ("5", "万吨", "奶产量")],
            ["肉、蛋、奶产量达到7万吨", "3万吨", "5万吨"],
        ),
        # What is counted stands behind its figure, and a conjunction may be of the second's name.
        (
            "完成30万平方米新房、37万平方米旧房建设",
            [("30", "万平方米", "新房"), ("37", "万平方米", "旧房建设")],
            ["完成30万平方米新房", "37万平方米旧房建设"],
        ),
        ("新增3个甲和乙单位、62个点", [("3", "个", "甲和乙单位"), ("62", "个", "点")], ["新增3个甲和乙单位", "62个点"]),
        # No mark between them: the first has its name, and a name may go on behind its figure.
        (
            "16个续建项目完成投资58亿元",
            [("16", "个", "续建项目"), ("58", "亿元", "投资")],
            ["16个续建项目", "完成投资58亿元"],
        ),
        (
            "列入全国102项大工程的285个项目开工",
            [("102", "项", "列入全国大工程"), ("285", "个", "项目")],
            ["列入全国102项大工程", "的285个项目开工"],
        ),
        # A clause is a stronger mark than a list.
        (
            "收入38亿元，其中甲、乙收入19亿元",
            [("38", "亿元", "收入"), ("19", "亿元", "甲、乙收入")],
            ["收入38亿元", "其中甲、乙收入19亿元"],
        ),
    ],
)
def test_every_figure_of_a_phrase_has_its_own_words(text, figures, words):
    assert own(text, [figure(text, text, *each) for each in figures]) == words


def test_deeds_that_begin_together_have_their_own_member_of_the_list():
    text = "抓好甲厂改造、乙厂20万吨化肥、丙厂、丁路和戊路等项目"
    rows = [
        deed(text, "抓好甲厂改造", "甲厂改造项目"),
        deed(text, "抓好甲厂改造、乙厂20万吨化肥、丙厂", "丙厂项目"),
        deed(text, "抓好甲厂改造、乙厂20万吨化肥、丙厂、丁路", "丁路"),
        deed(text, "抓好甲厂改造、乙厂20万吨化肥、丙厂、丁路和戊路", "戊路"),
    ]
    assert own(text, rows) == ["抓好甲厂改造", "丙厂", "丁路", "戊路"]


def test_deeds_that_end_together_have_their_own_member_of_the_list():
    text = "加快甲2×30万千瓦机组、乙日产45吨水泥、丙年产30万吨碱和30万吨氨、丁太阳能、戊粮油等项目建设"
    names = ("甲2×30万千瓦机组", "乙日产45吨水泥", "丁太阳能", "戊粮油")
    rows = [deed(text, text[text.index(name) :], f"{name}项目建设") for name in names]
    assert own(text, rows) == ["甲2×30万千瓦机组", "乙日产45吨水泥", "丁太阳能", "戊粮油等项目建设"]


def test_a_member_of_one_sign_is_a_link_without_its_conjunction():
    text = "完成甲剧院、乙公司改制和市、县改革任务"
    rows = [
        deed(text, "完成甲剧院、乙公司改制", "乙公司改制"),
        deed(text, "完成甲剧院、乙公司改制和市", "市改革任务"),
        deed(text, text, "县改革任务"),
    ]
    assert own(text, rows)[1:] == ["市", "县改革任务"]


def test_a_deed_beside_figures_has_its_name_and_they_have_theirs():
    text = "完成甲山等14座水库加固任务"
    rows = [deed(text, "完成甲山", "甲山水库加固任务"), figure(text, text, "14", "座", "水库加固任务")]
    assert own(text, rows) == ["完成甲山", "等14座水库加固任务"]


def test_two_deeds_of_one_thing_are_told_apart_by_their_verbs():
    text = "加快推进甲城建设，力争建成投用"
    rows = [deed(text, "加快推进甲城", "甲城", "加快推进"), deed(text, "甲城建设，力争建成投用", "甲城", "建成投用")]
    assert own(text, rows) == ["加快推进甲城", "力争建成投用"]


def test_what_nothing_tells_apart_shares_its_words():
    """甲村、乙村|获评示范村 is said of either in the same words."""
    text = "甲村、乙村获评示范村"
    rows = [deed(text, "获评示范村", "甲村示范村", "获评"), deed(text, "获评示范村", "乙村示范村", "获评")]
    (found,) = stretches(text, rows)
    assert text[found.start : found.end] == "获评示范村"
    assert set(found.rows) == set(rows)


def test_one_figure_of_two_things_goes_with_the_last_that_is_named():
    text = "甲、乙河道清理20公里"
    rows = [figure(text, text, "20", "公里", "甲河道"), figure(text, text, "20", "公里", "乙河道")]
    assert len(stretches(text, rows)) == 2


@pytest.mark.parametrize("text", ["建成甲、乙", "甲8%乙9%", "和", "、、", "8%和9%"])
def test_no_row_is_left_out_and_no_stretch_is_empty_whatever_overlaps(text):
    spans = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    rows = [Row(start, end, None, "", name) for start, end in spans for name in ("", "乙", text[start:end])]
    rows += [Row(start, end, (start, start + 1), "%", "甲") for start, end in spans]
    found = stretches(text, rows)
    assert sum(len(each.rows) for each in found) == len(rows)
    edges = [(each.start, each.end) for each in found]
    assert edges == sorted(edges)
    assert all(start < end for start, end in edges)
    assert all(one[1] <= other[0] for one, other in pairwise(edges))


def test_an_anchor_is_the_statements_own_start_where_its_words_begin_there():
    text = "收入20亿元、支出30亿元"
    rows = [figure(text, text, "20", "亿元"), figure(text, text, "30", "亿元")]
    assert [each.anchor for each in stretches(text, rows)] == ["s0", "s0-7"]
