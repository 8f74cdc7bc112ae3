"""What a statement is about: its indicator's topic, else what the head of its noun says, else nothing."""

from __future__ import annotations

import pytest

from reports.reading.lexicon.load import LexiconError
from reports.reading.lexicon.topics import load, tails, topic_words
from reports.reading.topics import topic_of
from reports.words import Topic


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("中小学学位", Topic.EDUCATION),
        ("公办幼儿园", Topic.EDUCATION),
        ("学校食堂", Topic.EDUCATION),
        ("第二中学", Topic.EDUCATION),
        ("高速公路", Topic.TRANSPORT),
        ("农村公路", Topic.TRANSPORT),
        ("农村危桥", Topic.TRANSPORT),
        ("乡镇卫生院", Topic.HEALTH),
        ("社区养老服务站", Topic.WELFARE),
        ("城乡低保标准", Topic.WELFARE),
        ("棚户区", Topic.HOUSING),
        ("老旧小区", Topic.HOUSING),
        ("农村劳动力", Topic.EMPLOYMENT),
        ("智能工厂", Topic.INDUSTRY),
        ("现代农业产业园", Topic.AGRICULTURE),
        ("旱涝保收田", Topic.AGRICULTURE),
        ("污水处理厂", Topic.ENVIRONMENT),
        ("国家森林公园", Topic.ENVIRONMENT),
        ("口袋公园", Topic.URBAN),
        ("抽水蓄能电站", Topic.ENERGY),
        ("新型研发机构", Topic.INNOVATION),
        ("农贸市场", Topic.TRADE),
        ("跨境电商产业园", Topic.TRADE),
        ("地方政府专项债", Topic.FINANCE),
        ("招商活动", Topic.INVESTMENT),
        ("综合文化站", Topic.CULTURE),
        ("矛盾纠纷", Topic.SAFETY),
        ("行政审批事项", Topic.GOVERNMENT),
        ("国有企业改革", Topic.ECONOMY),
        ("居民用水价格", Topic.PRICES),
        ("城镇居民人均可支配收入", Topic.INCOME),
        ("流动人口", Topic.POPULATION),
        # The head of the noun: its end, before what is done to it.
        ("医院污水处理", Topic.ENVIRONMENT),
        ("开发区污水管网建设工程", Topic.URBAN),
        ("学校周边道路", Topic.TRANSPORT),
        ("文化路", Topic.TRANSPORT),
        ("迎宾大道北延工程", Topic.TRANSPORT),
        ("工业项目总投资", Topic.INVESTMENT),
        ("失业保险基金", Topic.WELFARE),
        ("居民医保财政补助标准", Topic.WELFARE),
        # Words that describe count where nothing else says anything.
        ("工业强县", Topic.INDUSTRY),
        ("城区", Topic.URBAN),
        ("省级重点项目", Topic.INVESTMENT),
        # A word that holds another's.
        ("发展思路", Topic.OTHER),
        ("营商环境", Topic.OTHER),
        ("路灯", Topic.URBAN),
        # Words of two topics, and none at the head or both in a list.
        ("学校和医院", Topic.OTHER),
        ("燃气、污水处理设施", Topic.OTHER),
        ("税收优惠物流范围扩围", Topic.OTHER),
        ("民生实事", Topic.OTHER),
        ("", Topic.OTHER),
    ],
)
def test_the_subject_says_what_it_is_about(subject, topic):
    assert topic_of(subject) == topic


@pytest.mark.parametrize(
    ("subject", "clause", "topic"),
    [
        ("示范点", "建设乡村振兴示范点20个", Topic.AGRICULTURE),
        ("其他项目", "开工学校、医院等其他项目", Topic.OTHER),
        ("示范点", "创建示范点20个", Topic.OTHER),
        # The subject goes before what stands around it.
        ("医院", "新建学校和医院", Topic.HEALTH),
        # What only describes says too little of another thing.
        ("示范点", "创建城市示范点20个", Topic.OTHER),
    ],
)
def test_the_clause_is_asked_where_the_subject_says_nothing(subject, clause, topic):
    assert topic_of(subject, None, clause) == topic


def test_an_indicator_goes_before_all_words():
    assert topic_of("学校", "gdp", "新建学校") == Topic.ECONOMY
    assert topic_of("学校", "no_such_indicator") == Topic.EDUCATION


LISTS = {"strong": ["学校"], "hints": ["校"], "ends": ["小"]}


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"soup": LISTS}, "'soup' is no topic"),
        ({"other": LISTS}, "'other' is no topic"),
        ({"education": LISTS | {"weak": []}}, "education: missing or unknown list weak"),
        ({"education": {"strong": []}}, "education: missing or unknown list ends, hints"),
        ({"education": LISTS | {"hints": [""]}}, "education: an empty word in hints"),
        ({"education": LISTS, "health": LISTS}, "health: 学校 belongs to education already"),
    ],
)
def test_a_faulty_table_is_named(entries, message):
    with pytest.raises(LexiconError, match=message):
        load(entries)


def test_every_topic_but_other_has_words():
    assert {word.topic for word in topic_words()} == set(Topic) - {Topic.OTHER}
    assert len(set(tails())) == len(tails())
