"""The digests: each one says what it is, repeats no sentence of the real report, and states only its figures."""

import csv
import re
from itertools import takewhile
from pathlib import Path

import pytest

from reports.words import ReportKind

DIGESTS = Path(__file__).resolve().parent.parent / "fixtures" / "digests"
#: As many characters in a row, punctuation aside, may stand in both texts by chance of common terms, not more.
LONGEST_SHARED_RUN = 23

SPACE = re.compile(r"[\s\u200b-\u200d\ufeff]+")
NOT_A_WORD = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]+")
#: A figure with its unit: 5.5%, 1.3万亿斤, 1.9个百分点, 1.3:17.4:81.3. Names that hold digits are no figures.
FIGURE = re.compile(
    r"(?<![\d.A-Za-z“])(?P<number>\d[\d.:]*)(?P<more>多|余)?"
    r"(?P<unit>个百分点|[%‰]|(?:万亿|万|亿)?(?:平方米|平方公里|千瓦|公里|公顷|公斤|亩|吨|斤|美元|元|人次|人|户|套|辆|"
    r"所|个|家|处|座|张|条|件|项|类|名|天|倍|岁|例|口)|万|亿)?"
)
#: 2016年, “4050”人员 and the year of a plan name a time or a group.
NO_FIGURE = re.compile(r"(?:20\d\d年|“4050”|6月底|[1-9]月)")


#: After a number without a unit: 48 must not be found in 480.
NO_DIGIT = r"(?!\d)"


def rows() -> list[dict[str, str]]:
    with (DIGESTS / "index.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def digest(row: dict[str, str]) -> str:
    return (DIGESTS / row["file"]).read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    """The text on one line, with one form of each sign, so that a figure broken over two lines is found."""
    return SPACE.sub("", text).replace("％", "%").replace("－", "-").replace("：", ":")


def body(text: str) -> str:
    """What follows the two lines that say what the file is."""
    return text.split("\n", 2)[2]


every_digest = pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['code']}-{row['plan_year']}")


def test_there_is_a_digest_for_each_report_the_demonstration_needs():
    listed = {(row["code"], int(row["plan_year"])) for row in rows()}
    assert listed == {
        *(("000000", year) for year in range(2015, 2024)),
        *(("411700", year) for year in range(2008, 2014)),
        ("500231", 2016),
        ("430407", 2019),
        ("330211", 2013),
        ("320506", 2016),
        ("330824", 2023),
    }


def test_no_file_lies_beside_the_index():
    listed = {row["file"] for row in rows()}
    assert {path.relative_to(DIGESTS).as_posix() for path in DIGESTS.glob("*/*")} == listed


@every_digest
def test_a_digest_says_that_it_is_one_and_what_it_draws_on(row):
    title, notice = digest(row).split("\n")[:2]
    assert title == row["title"]
    assert row["plan_year"] in title
    assert notice.startswith("本文是摘编，非原文；")
    assert row["source"] in notice
    assert row["digest"] == "yes"
    assert row["kind"] == ReportKind.WORK_REPORT


@every_digest
def test_its_sections_are_of_the_plan_year_and_the_year_before(row):
    plan_year = int(row["plan_year"])
    titles = [line for line in digest(row).split("\n") if re.match("[一二三四五六]、", line)]
    assert f"{plan_year - 1}年工作回顾" in " ".join(titles)
    years = {int(year) for title in titles for year in re.findall(r"20\d\d", title)}
    assert years <= {plan_year - 1, plan_year}


@every_digest
def test_every_figure_stands_in_the_real_report(row, corpus):
    real = squeezed((corpus / row["file"]).read_text(encoding="utf-8"))
    text = NO_FIGURE.sub("", squeezed(body(digest(row))))
    figures = list(FIGURE.finditer(text))
    assert len(figures) >= 20
    missing = [found.group() for found in figures if not stands_in(found, real)]
    assert missing == []


def stands_in(figure: re.Match[str], real: str) -> bool:
    """Whether a figure stands in a text as a whole number with its unit; 万人 also where the text says 减少1240万."""
    units = [figure["unit"] or ""]
    if units[0].endswith("万人"):
        units.append("万")
    number = re.escape(figure["number"] + (figure["more"] or ""))
    return any(re.search(rf"(?<![\d.]){number}{unit or NO_DIGIT}", real) for unit in units)


@every_digest
def test_it_repeats_no_sentence_of_any_real_report(row, corpus):
    words = NOT_A_WORD.sub("", digest(row))
    length = LONGEST_SHARED_RUN + 1
    runs = {words[start : start + length] for start in range(len(words) - length + 1)}
    for path in sorted(corpus.glob("*/*.txt")):
        real = NOT_A_WORD.sub("", path.read_text(encoding="utf-8"))
        shared = {real[start : start + length] for start in range(len(real) - length + 1)} & runs
        assert shared == set(), path.name


def test_the_nation_sets_no_growth_target_for_2020():
    lines = digest(next(row for row in rows() if row["plan_year"] == "2020" and row["code"] == "000000"))
    plan = lines.split("二、2020年主要预期目标")[1]
    assert "国内生产总值增长" not in "".join(takewhile(lambda line: "三、" not in line, plan.split("\n")))


def test_kaihua_admits_six_missed_indicators():
    text = digest(next(row for row in rows() if row["code"] == "330824"))
    for indicator in (
        "地区生产总值",
        "固定资产投资",
        "城乡居民人均收入",
        "社会消费品零售总额",
        "外贸进出口总额",
    ):
        assert indicator in text
    assert "没有达到预期" in text
