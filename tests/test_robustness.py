"""Whatever a text holds, the reading gives statements that stand where they say they stand, and comes to an end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.reading import coverage
from reports.reading.read import read

FIXTURES = Path(__file__).parents[1] / "fixtures" / "digests"
#: Pieces that reports are made of, some of them broken.
_PIECES = (
    "二、2019年工作安排\n|一、2018年工作回顾\n|各位代表！|今年|去年|五年来，|其中|分别|从|到|增加到|等|和|及|的|"
    "生产总值|城乡居民收入|停车场|新建|完成|建成|力争|不低于|突破|以上|左右|以内|同比增长|下降|占|"
    "1|20|3.5|1,350|12|100|8.4%9.2%|1O％|0.6|1.3:17.4:81.3|6%—6.5%|10-12|xx|20xx|1万6千|连续6年|"
    "三分之一|一半|翻一番|零增长|第三|百分之五|两|三十|千|万|亿|%|％|个|个百分点|亿元|万亩|公里|倍|户|‰|"
    "，|、|。|；|,|;|:|：|\n|\r\n| |\u3000|\u200b|“|”|（|）|《|》|——|-|+|/|?|"
    "入选|大理州|通过评估认定|实施|行动|推进|启动|学校|项目|企业|未达到预期|与经济增长同步|仍有|名词解释|分享到："
)
PIECES = _PIECES.split("|")


def check(text, year=2019):
    """Reads a text and holds every promise a reading makes of places."""
    reading = read(text, year)
    for statement in reading.statements:
        assert text[statement.start : statement.end] == statement.quote
        assert 0 <= statement.start < statement.end <= len(text)
        assert 0 <= statement.confidence <= 1
        if statement.number:
            assert statement.start <= statement.number.start < statement.number.end <= statement.end
            assert statement.value
        if statement.base:
            assert 0 <= statement.base.number.start < statement.base.number.end <= len(text)
        assert statement.subject
    for figure in reading.unread:
        assert 0 <= figure.number.start < figure.number.end <= len(text)
        assert figure.reason
    places = [statement.start for statement in reading.statements]
    assert places == sorted(places)
    return reading


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_it_holds_for_any_pieces_in_any_order(text):
    check(text)


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_it_holds_for_any_characters(text):
    check(text)


def digests() -> list[Path]:
    return sorted(FIXTURES.glob("*/*.txt"))


def mutated(text: str, chance: random.Random) -> str:
    """The text with some of it cut, doubled, moved or overwritten, as bad copies of reports are."""
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randint(0, 60))
        piece = chance.choice(PIECES)
        how = chance.randrange(5)
        if how == 0:
            text = text[:start] + text[end:]
        elif how == 1:
            text = text[:end] + text[start:]
        elif how == 2:
            text = text[:start] + piece + text[end:]
        elif how == 3:
            text = text[:start] + piece * chance.randint(1, 30) + text[start:]
        else:
            text = text.replace(chance.choice("，。、；\n一的0123"), piece, chance.randint(1, 20))
    return text


@pytest.mark.parametrize("path", digests(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_survives_bad_copies_of_a_digest(path):
    text = path.read_text(encoding="utf-8")
    for seed in range(20):
        check(mutated(text, random.Random(seed)), int(path.stem))


def test_it_survives_bad_copies_of_real_reports(corpus):
    for number, path in enumerate(sorted(corpus.glob("*/*.txt"))):
        text = path.read_bytes().decode("utf-8")
        for seed in range(2):
            check(mutated(text, random.Random(number * 100 + seed)), int(path.stem))


def test_few_digits_of_a_digest_stay_unexplained():
    for path in digests():
        reading = check(path.read_text(encoding="utf-8"), int(path.stem))
        assert coverage.of(reading).share_neither < 0.05, path


def test_few_digits_of_real_reports_stay_unexplained(corpus):
    for path in sorted(corpus.glob("*/*.txt")):
        reading = check(path.read_bytes().decode("utf-8"), int(path.stem))
        assert coverage.of(reading).share_neither < 0.05, path


ASCII_MARKS = str.maketrans("，；：（）！", ",;:()!")
WIDE_DIGITS = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)} | {ord("%"): "％"}


def said(text, year):
    """What the figures of a text say, apart from how its marks and digits are printed."""
    return [
        (s.kind, s.number, s.subject.translate(ASCII_MARKS), s.measure, s.comparator, s.value, s.period)
        for s in read(text, year).statements
        if s.number
    ]


@pytest.mark.parametrize("path", digests(), ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("signs", [ASCII_MARKS, WIDE_DIGITS], ids=["ascii marks", "wide digits"])
def test_it_reads_other_signs_alike(path, signs):
    text, year = path.read_text(encoding="utf-8"), int(path.stem)
    assert said(text.translate(signs), year) == said(text, year)


def test_it_reads_a_report_without_line_breaks_alike():
    lines = (
        "2018年工作回顾",
        "新建停车场6个，改造公路60公里。",
        "2019年工作安排",
        "2019年是关键之年。新建公园3个。",
        "名词解释",
        "1.“三通”：通水、通电、通路。",
    )
    whole, flat = read("\n".join(lines), 2019), read("".join(lines), 2019)
    kinds = [(s.kind, s.subject, s.value, s.period) for s in whole.statements if s.number]
    assert [(s.kind, s.subject, s.value, s.period) for s in flat.statements if s.number] == kinds
    assert [kind for kind, *_ in kinds] == ["outcome", "outcome", "pledge"]
