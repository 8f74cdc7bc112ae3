"""The table of places: complete, consistent, and findable by the places the reports come from."""

import csv
from collections import Counter
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
CORPUS_INDEX = FIXTURES.parent.parent / "shared" / "corpus" / "index.tsv"
LEVELS = ["nation", "province", "prefecture", "county"]


@pytest.fixture(scope="module")
def places() -> list[dict[str, str]]:
    with (FIXTURES / "jurisdictions.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_every_level_has_about_as_many_places_as_the_nation_counts(places):
    counted = Counter(place["level"] for place in places if not place["valid_to"])
    assert counted["nation"] == 1
    assert counted["province"] == 34
    assert counted["prefecture"] == pytest.approx(333, abs=5)
    assert counted["county"] == pytest.approx(2840, abs=40)


def test_every_parent_exists_and_stands_higher(places):
    levels = {place["code"]: LEVELS.index(place["level"]) for place in places}
    astray = [
        place["code"]
        for place in places
        if place["level"] != "nation" and levels.get(place["parent"], 9) >= levels[place["code"]]
    ]
    assert astray == []


def test_the_parent_of_a_municipalitys_county_is_the_municipality_itself(places):
    parents = {place["code"]: place["parent"] for place in places}
    assert parents["500231"] == "500000"  # 垫江县, Chongqing
    assert parents["429021"] == "420000"  # 神农架林区, under the province directly
    assert parents["430407"] == "430400"  # 石鼓区, Hengyang


def test_a_code_names_one_place_at_a_time(places):
    ordered = sorted(places, key=itemgetter("code", "valid_from"))
    for code, group in groupby(ordered, key=itemgetter("code")):
        rows = list(group)
        for earlier, later in pairwise(rows):
            assert earlier["valid_to"], code
            assert earlier["valid_to"] < later["valid_from"], code


def test_every_place_has_both_spellings_and_a_revision(places):
    for place in places:
        assert place["pinyin"].replace(" ", "").isascii(), place
        assert place["pinyin"] == place["pinyin"].lower(), place
        assert place["pinyin"].strip(), place
        assert place["english"].strip(), place
        assert place["revision"], place


def test_no_container_or_development_zone_is_listed(places):
    names = {place["name"] for place in places}
    assert names.isdisjoint({"市辖区", "县", "省直辖县级行政区划", "雄安新区", "苏州工业园区", "海域"})
    codes = {place["code"] for place in places}
    assert codes.isdisjoint({"110100", "120100", "310100", "500100", "500200", "419000"})


@pytest.mark.parametrize(
    ("code", "pinyin", "english"),
    [
        ("610000", "shanxi sheng", "Shaanxi Province"),
        ("150000", "neimenggu zizhiqu", "Inner Mongolia Autonomous Region"),
        ("140000", "shanxi sheng", "Shanxi Province"),
        ("150100", "huhehaote shi", "Hohhot"),
        ("610100", "xian shi", "Xi'an"),
        ("141100", "lvliang shi", "Lüliang"),
        ("411100", "luohe shi", "Luohe"),
        ("140428", "zhangzi xian", "Zhangzi County"),
        ("110105", "chaoyang qu", "Chaoyang District"),
        ("220104", "chaoyang qu", "Chaoyang District"),
        ("211300", "chaoyang shi", "Chaoyang"),
        ("130726", "yu xian", "Yuxian County"),
        ("231085", "muling shi", "Muling"),
        ("411104", "shaoling qu", "Shaoling District"),
        ("621223", "tanchang xian", "Tanchang County"),
        ("130225", "laoting xian", "Laoting County"),
        ("330382", "yueqing shi", "Yueqing"),
        ("341621", "guoyang xian", "Guoyang County"),
        ("361124", "yanshan xian", "Yanshan County"),
        ("371722", "shan xian", "Shanxian County"),
        ("440113", "panyu qu", "Panyu District"),
        ("500000", "chongqing shi", "Chongqing"),
        ("511123", "qianwei xian", "Qianwei County"),
        ("652823", "yuli xian", "Yuli County"),
        ("131127", "jing xian", "Jingxian County"),
        ("533103", "mang shi", "Mangshi"),
        ("500243", "pengshui miaozu tujiazu zizhixian", "Pengshui Miao and Tujia Autonomous County"),
    ],
)
def test_names_are_spelled_as_they_are_said(places, code, pinyin, english):
    place = next(place for place in places if place["code"] == code)
    assert (place["pinyin"], place["english"]) == (pinyin, english)


def test_a_merged_county_ends_in_the_year_its_successor_begins(places):
    by_code = {place["code"]: place for place in places}
    assert date.fromisoformat(by_code["410322"]["valid_to"]).year == 2021  # 孟津县
    assert by_code["500112"]["valid_to"] == "2025-12-31"  # 渝北区
    assert by_code["500157"]["valid_from"] == "2025-01-01"  # 两江新区


@pytest.mark.skipif(not CORPUS_INDEX.exists(), reason="the corpus of real reports is not here")
def test_every_place_of_the_corpus_is_found_by_its_code(places):
    by_code = {place["code"]: place for place in places}
    with CORPUS_INDEX.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            place = by_code[row["code"]]
            assert row["name"].endswith(place["name"])
            assert row["level"] == place["level"]
