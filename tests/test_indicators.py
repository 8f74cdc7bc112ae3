"""The indicator table: its checks, and which subjects name an indicator."""

from __future__ import annotations

import pytest

from reports.reading.lexicon.indicators import aliases, by_code, find, indicators, load
from reports.reading.lexicon.load import LexiconError
from reports.words import Dimension, Direction, Topic

GRAIN = {
    "code": "grain",
    "zh": "粮食产量",
    "en": "Grain",
    "aliases": ["粮食总产"],
    "direction": "higher",
    "dimension": "mass",
    "topic": "agriculture",
}


def test_it_works():
    (grain,) = load([GRAIN])
    assert grain.aliases == ("粮食产量", "粮食总产")
    assert (grain.direction, grain.dimension, grain.topic) == (
        Direction.HIGHER,
        Dimension.MASS,
        Topic.AGRICULTURE,
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"direction": "up"}, r"indicator 2 \(oil\).*'up'"),
        ({"dimension": "heap"}, r"indicator 2 \(oil\).*'heap'"),
        ({"topic": "soup"}, r"indicator 2 \(oil\).*'soup'"),
        ({"code": "grain"}, "the code stands twice"),
        ({"code": "Oil!"}, "lower-case"),
        ({"aliases": ["粮食总产"]}, "粮食总产 belongs to grain"),
        ({"aliases": ["油料", "“油料”"]}, "an alias stands twice"),
        ({"aliases": [" "]}, "a blank name"),
        ({"colour": "red"}, "unknown field colour"),
    ],
)
def test_a_faulty_entry_is_named(change, message):
    oil = GRAIN | {"code": "oil", "zh": "油料产量", "aliases": []} | change
    with pytest.raises(LexiconError, match=message):
        load([GRAIN, oil])


def test_a_missing_field_is_named():
    with pytest.raises(LexiconError, match=r"indicator 1 \(grain\): missing or unknown field topic"):
        load([{name: value for name, value in GRAIN.items() if name != "topic"}])


def test_the_table_is_large_enough_and_sound():
    assert len(indicators()) >= 140
    assert len(by_code()) == len(indicators())
    assert {code for _, code in aliases()} == set(by_code())


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("生产总值", "gdp"),
        ("全县地区生产总值增速", "gdp"),
        ("区属生产总值", "gdp"),
        ("国内生产总值(GDP)", "gdp"),
        ("人均生产总值", "gdp_per_capita"),
        ("全市规模以上工业增加值增幅", "industrial_value_added_above_scale"),
        ("工业增加值", "industrial_value_added"),
        ("固定资产投资", "fixed_investment"),
        ("全社会固定资产投资", "fixed_investment_whole_society"),
        ("地方财政一般预算收入", "budget_revenue"),
        ("公共财政预算收入", "budget_revenue"),
        ("城镇常住居民人均可支配收入", "income_urban"),
        ("农村居民人均可支配收入", "income_rural"),
        ("农民人均纯收入", "income_rural_net"),
        ("城乡居民人均可支配收入", "income_both"),
        ("城镇登记失业率", "unemployment_registered"),
        ("城镇调查失业率", "unemployment_surveyed"),
        ("单位GDP能耗", "energy_intensity"),
        ("单位GDP能耗降低率", "energy_intensity"),
        ("全社会R&D经费投入强度", "rd_intensity"),
        ("细颗粒物（PM2.5）平均浓度", "pm25"),
        ("空气质量优良天数比率", "air_good_days_ratio"),
        ("空气质量优良天数", "air_good_days"),
        ("我市常住人口城镇化率", "urbanisation"),
        ("专精特新“小巨人”企业", "little_giants"),
        ("消费对经济增长的贡献率", "contribution_consumption"),
    ],
)
def test_a_subject_names_its_indicator(subject, code):
    found = find(subject)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "滨江新区生产总值之外的税收留存",
        "学校食堂用水量",
        "农产品网上零售额占比",
        "工业园区固定资产投资项目库",
        "粮食",
        "全市",
    ],
)
def test_a_subject_with_other_words_names_none(subject):
    assert find(subject) is None
