"""An invented county whose plan of 2022 promises eleven things and whose report of 2023 tells of most of them."""

from __future__ import annotations

from dataclasses import dataclass

from reports import intake
from reports.models import Jurisdiction, Report
from reports.reading.records import Reading
from reports.reading.version import reader_version
from reports.words import Comparator, Kind, Measure
from tests.characters import make_document, make_place, make_reading, make_statement
from tracker import ledger, register
from tracker.models import Commitment, Indicator, Outcome

PROMISED = (
    ("新建学校", "5", "所"), ("新建农村公路", "60", "公里"), ("改造老旧小区", "12", "个"), ("新增停车位", "800", "个"),
    ("植树造林", "5", "万亩"), ("新建水库", "3", "座"), ("培训教师", "200", "人"), ("新建公厕", "40", "座"),
    ("安装路灯", "900", "盏"), ("更新农机", "70", "台"),
)  # fmt: skip
REPORTED = (
    ("新建学校", "2", "所"), ("扩建校舍", "3", "所"), ("新建农村公路", "62", "公里"), ("改造老旧小区", "9", "个"),
    ("新增停车位", "820", "个"), ("植树造林", "3", "万亩"), ("新建水库", "3", "座"), ("培训教师", "260", "人"),
    ("安装路灯", "950", "盏"), ("更新农机", "70", "台"),
)  # fmt: skip


def _told(head: str, told: tuple[tuple[str, str, str], ...]) -> str:
    return head + "".join(f"{subject}{value}{unit}。" for subject, value, unit in told)


PLAN = _told("今年目标：地区生产总值增长8%左右。", PROMISED)
REVIEW = _told("上年回顾：地区生产总值增长9%。第三产业增长7%。", REPORTED)


@dataclass(frozen=True)
class Desk:
    """What the tests speak of: the county, its plan, and the report that answers."""

    place: Jurisdiction
    plan: Report
    review: Report


def pledge(subject: str) -> Commitment:
    return Commitment.objects.select_related("verdict").get(subject=subject, is_retired=False)


def outcome(subject: str) -> Outcome:
    return Outcome.objects.get(subject=subject, is_retired=False)


def open_desk() -> Desk:
    """Write the county's two reports; call it inside a transaction."""
    place = make_place()
    Indicator.objects.create(
        code="gdp", name="地区生产总值", english="GDP", direction="higher", dimension="money", topic="economy"
    )
    return Desk(place, record(PLAN, 2022, plan_read(PLAN)), record(REVIEW, 2023, review_read(REVIEW)))


def record(text: str, year: int, reading: Reading) -> Report:
    """Store a text with what was read from it, and judge."""
    report, _stored = intake.store(make_document(text, year))
    register.record(report, reading)
    intake.mark_read(report, reader_version())
    ledger.judge_around(report)
    return report


def plan_read(text: str) -> Reading:
    growth = make_statement(text, "地区生产总值增长8%左右", "8", comparator=Comparator.ABOUT)
    return make_reading(text, growth, *(_counted(text, told, Kind.PLEDGE) for told in PROMISED))


def review_read(text: str) -> Reading:
    answers = {"kind": Kind.OUTCOME, "period": "2022"}
    growth = make_statement(text, "地区生产总值增长9%", "9", **answers)
    services = make_statement(text, "第三产业增长7%", "7", subject="第三产业", indicator=None, **answers)
    counted = (_counted(text, told, Kind.OUTCOME) for told in REPORTED)
    return make_reading(text, growth, services, *counted, plan_year=2023)


def _counted(text: str, told: tuple[str, str, str], kind: Kind):
    subject, value, unit = told
    measure = {"subject": subject, "indicator": None, "measure": Measure.INCREMENT, "kind": kind, "period": "2022"}
    return make_statement(text, f"{subject}{value}{unit}", value, unit, **measure)
