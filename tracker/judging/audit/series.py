"""Which statements tell a figure of one year, and when two of them speak of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.reading.records import Reading, Statement
from reports.words import Kind, Measure, Section
from tracker.judging.audit import printed
from tracker.judging.audit.printed import Printed
from tracker.judging.audit.scanning import plain_text, sentence_around
from tracker.judging.naming import name_of
from tracker.judging.spans import BACKGROUND, before_number, is_averaged
from tracker.judging.units import Unit, compare, read_unit

#: Not the year's own figure: 五年累计建成120所, 前三季度增长6%, 1至11月完成投资30亿元, “十三五”以来新增.
NOT_THE_YEAR = re.compile(
    r"累计|[两三四五六]年|[上下]半年|季度|\d月|月份|每月|月均|日均|[二三四五]”|以来|期间|历年|总投资|平均每|连续"
)
#: A narrower or wider place or circle than the series has: 市本级完成, 县域生产总值, 中心城区投资, 全国粮食产量.
_SCOPE = re.compile(
    r"[省市县区]本级|本级|县域|县级|区级|市级|省级|乡镇|中心城区|市区|城区|开发区|园区|新区|集聚区|区属|市属|属地"
    r"|全国|全省|全市|我[省市县区]|全口径|地方|国有|规模?以上|规上|限额?以上|限上|全社会|城镇|农村|民营|非公|其中"
)
#: 同口径增长8%, 剔除减税因素增长5%, 可比增长: not the growth between the printed levels.
NOT_PLAIN_GROWTH = re.compile(r"口径|可比|剔除|扣除|还原|考虑|不含|调整后|同比例|因素|两年|环比|不变价|对比")
#: In a review of five years: 去年全市生产总值达到500亿元, 2020年粮食产量.
_ONE_YEAR = re.compile(r"20\d\d年|[去上当全]年")
#: Words on which a change hangs that is no growth of the level: 增幅提高2个百分点, 增速高于全省3%.
_OF_THE_PACE = re.compile(r"增速|增幅|高于|快于|低于|位次")


#: Whose figure it is, said at the head of the sentence: 产业集聚区…完成固定资产投资; 双城经济圈经济总量.
_OF_ANOTHER = re.compile(
    r"园|集聚区|开发区|新区|示范区|城区|基地|[省市县区镇乡街]级|本级|圈|带|全国|全省|集团|公司|企业|银行|民营|国有|外资"
    r"|其中|农村|乡村|城镇|重点|龙头|平台|专项|[一二三四五]是|同比|累计|预计"
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a figure is a figure of; equal keys speak of the same thing."""

    indicator: str
    name: str
    scope: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of one year as a report tells it."""

    statement: Statement
    key: Key
    year: int
    unit: Unit
    printed: Printed


def key_of(statement: Statement) -> Key:
    """The key of a statement: its indicator, else the words of its subject, with the scope its clause names."""
    name = name_of(statement.subject)
    clause = re.split(r"[，。；,;]", before_number(statement))[-1]
    scope = frozenset(_SCOPE.findall(f"{clause}{statement.subject}")) - {"全市", "全省", "全国", "其中"}
    if statement.indicator:
        # The scope that is part of the indicator (规模以上工业增加值, 城镇新增就业) tells nothing more.
        scope -= set(_SCOPE.findall(statement.subject))
        return Key(statement.indicator, "", scope | _own_scope(statement))
    return Key("", name.words, scope | frozenset(str(rank) for rank in name.ranks))


def _own_scope(statement: Statement) -> frozenset[str]:
    """Scope within the name that the indicator's code does not tell: 县域生产总值 is read as gdp, too."""
    return frozenset(re.findall(r"县域|本级|区属|市属|属地|地方|全口径|县级|市级|区级", statement.subject))


def told(reading: Reading, measures: tuple[Measure, ...], text: int = 0) -> Iterator[Told]:
    """The yearly outcomes of the report in the measures asked for."""
    for statement in reading.statements:
        if statement.kind != Kind.OUTCOME or statement.measure not in measures or statement.section in BACKGROUND:
            continue
        if not re.fullmatch(r"\d{4}", statement.period) or is_averaged(statement) or is_of_part_of_year(statement):
            continue
        if statement.section == Section.REVIEW_TERM and not _names_one_year(reading, statement):
            continue
        figure = printed.of_statement(statement, reading.text, text)
        key = key_of(statement)
        if figure is None or figure.value <= 0 or not (key.indicator or _is_name(statement, key)):
            continue
        yield Told(statement, key, int(statement.period), read_unit(statement.unit), figure)


def _is_name(statement: Statement, key: Key) -> bool:
    """Whether words that are no indicator say enough; a part (其中中心城区投资) is known by its whole alone."""
    return len(key.name) >= 4 and "其中" not in before_number(statement)


def _names_one_year(reading: Reading, statement: Statement) -> bool:
    """Whether a review of several years says, in the clauses right before the figure, that it is one year's."""
    assert statement.number is not None
    return bool(_ONE_YEAR.search(reading.text[max(0, statement.number.start - 24) : statement.number.start]))


def is_of_part_of_year(statement: Statement) -> bool:
    """Whether the figure is one of several years, a quarter or a month."""
    return bool(NOT_THE_YEAR.search(before_number(statement)))


def is_plain_growth(reading: Reading, statement: Statement) -> bool:
    """Whether a growth leads from the year before's level to this year's, as nothing around it says otherwise."""
    assert statement.number is not None
    around = reading.text[max(0, statement.number.start - 14) : statement.number.end + 12]
    return not NOT_PLAIN_GROWTH.search(around) and not _OF_THE_PACE.search(around[:14])


def is_of_another(reading: Reading, one: Told) -> bool:
    """Whether the sentence up to the figure names a part of the place or a circle of firms."""
    source, start = plain_text(reading), one.printed.place.start
    head = source[sentence_around(source, start).start : start].replace(one.statement.subject, "")
    return bool(_OF_ANOTHER.search(head))


def is_same(one: Told, other: Told) -> bool:
    """Whether the two figures are of the same thing, in units that compare."""
    return one.key == other.key and compare(one.unit, other.unit)
