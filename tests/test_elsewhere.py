"""Figures of wider places that a report cites beside its own answer none of its pledges."""

from __future__ import annotations

import pytest

from reports.reading.read import read
from tracker.judging import elsewhere
from tracker.judging.linking import link

PLAN = "样例区2019年政府工作报告\n二、2019年工作安排\n今年的主要预期目标是：地区生产总值增长8%左右。\n"
OWN = "全区新建小学3所。全区改造公厕20座。全区植树3万株。"


def told(words):
    """What a district's report says of the year before; its own words stand in front."""
    return read(f"样例区2020年政府工作报告\n一、2019年工作回顾\n2019年，{words}\n").statements


def subjects_left(words):
    left = elsewhere.own(told(words))
    return [(one.quote, one.value) for one in told(words) if one not in left]


@pytest.mark.parametrize(
    "quote", ["全国经济增长6.1%", "全省生产总值增长7.5%", "我国城镇新增就业1300万人", "全市一般公共预算收入增长5%"]
)
def test_the_figure_of_a_wider_place_is_left_out(quote):
    assert [left for left, _ in subjects_left(f"{OWN}{quote}。")] == [quote]


@pytest.mark.parametrize(
    "words",
    [
        f"{OWN}全区生产总值增长8%。",
        f"{OWN}全国重点实验室达到4家。",
        f"{OWN}新增全国文明村2个，经济总量居全省第3位。",
        # A nation's report speaks of no 全区, and too few words tell nothing.
        "全国城镇新增就业1300万人。",
        "全区植树3万株。全国城镇新增就业1300万人。",
    ],
)
def test_the_place_s_own_figures_stay(words):
    assert subjects_left(words) == []


@pytest.mark.parametrize(("own", "answer"), [("", None), ("全区生产总值增长8.2%。", "8.2")])
def test_a_pledge_is_answered_by_the_place_s_own_growth_or_not_at_all(own, answer):
    pledges = read(PLAN).statements
    (found,) = link(pledges, told(f"{OWN}全国经济增长6.1%，全省生产总值增长7.5%。{own}"), 2019)
    assert (found.outcome and found.outcome.value) == answer
