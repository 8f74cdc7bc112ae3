"""A county of two years and the people of its office, for the tests of the staff's pages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db import transaction

from reports import intake
from reports.models import Jurisdiction, Report
from reports.reading.version import reader_version
from reports.words import Comparator, Kind, Measure, ReviewState
from tests.characters import make_document, make_place, make_reading, make_statement
from tracker import ledger, register, roles
from tracker.admin import decisions
from tracker.models import Commitment, Indicator, Outcome

PLAN = "今年目标：地区生产总值增长8%左右。新建学校3所。"
REVIEW = "上年回顾：地区生产总值增长9%。第三产业增长7%。新建学校2所。"


@dataclass(frozen=True)
class Office:
    """What the tests speak of: the two reports, two pledges, three outcomes."""

    place: Jurisdiction
    plan: Report
    review: Report
    growth: Commitment
    schools: Commitment
    grew: Outcome
    services: Outcome
    built: Outcome


@pytest.fixture
def office(db, settings, tmp_path) -> Office:
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        return open_office()


def open_office() -> Office:
    """Write the county's two reports; call it inside a transaction."""
    place = make_place()
    Indicator.objects.create(
        code="gdp", name="地区生产总值", english="GDP", direction="higher", dimension="money", topic="economy"
    )
    plan, _stored = intake.store(make_document(PLAN, 2022))
    register.record(
        plan,
        make_reading(
            PLAN,
            make_statement(PLAN, "地区生产总值增长8%左右", "8", comparator=Comparator.ABOUT),
            make_statement(
                PLAN, "新建学校3所", "3", "所", subject="新建学校", indicator=None, measure=Measure.INCREMENT
            ),
        ),
    )
    intake.mark_read(plan, reader_version())
    ledger.judge_around(plan)
    review, _stored = intake.store(make_document(REVIEW, 2023))
    answers = {"kind": Kind.OUTCOME, "period": "2022"}
    register.record(
        review,
        make_reading(
            REVIEW,
            make_statement(REVIEW, "地区生产总值增长9%", "9", **answers),
            make_statement(
                REVIEW, "第三产业增长7%", "7", subject="第三产业", indicator=None, **answers
            ),
            make_statement(
                REVIEW, "新建学校2所", "2", "所",
                subject="新建学校", indicator=None, measure=Measure.INCREMENT, **answers,
            ),
            plan_year=2023,
        ),
    )  # fmt: skip
    intake.mark_read(review, reader_version())
    ledger.judge_around(review)
    return Office(
        place,
        plan,
        review,
        growth=Commitment.objects.get(subject="地区生产总值"),
        schools=Commitment.objects.get(subject="新建学校"),
        grew=Outcome.objects.get(subject="地区生产总值"),
        services=Outcome.objects.get(subject="第三产业"),
        built=Outcome.objects.get(subject="新建学校"),
    )


def hire(name: str, *permissions: str) -> AbstractBaseUser:
    """A member of staff who may do exactly this: permissions as ``change_link``."""
    user = get_user_model().objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def hire_as(role: str, name: str = "", **named: object) -> AbstractBaseUser:
    """A member of staff in one of the project's groups; ``superuser`` and ``no role`` are not groups but are known."""
    if role == "superuser":
        return get_user_model().objects.create_superuser(name or "chief", **named)
    user = get_user_model().objects.create_user(name or role.replace(" ", "-"), is_staff=True, **named)
    if role != "no role":
        # A test of its own transaction empties the tables at its end, the groups of the migration too.
        if not Group.objects.filter(name=role).exists():
            roles.write_groups()
        user.groups.add(Group.objects.get(name=role))
    return user


def accept_all(report: Report, user: AbstractBaseUser) -> None:
    """Every statement of the report's reading accepted by this person."""
    for model in (Commitment, Outcome):
        decisions.decide(model.objects.filter(report=report, is_retired=False), ReviewState.ACCEPTED, user)


MODELS = ("jurisdiction", "report", "indicator", "commitment", "outcome", "link", "verdict")
SEES = tuple(f"view_{model}" for model in MODELS)
DECIDES = ("change_commitment", "change_outcome", "change_link")


@pytest.fixture
def viewer(db):
    """May see everything and change nothing."""
    return hire("viewer", *SEES)


@pytest.fixture
def reviewer(db):
    """Decides on statements and links, but sets no verdict."""
    return hire("reviewer", *SEES, *DECIDES)


@pytest.fixture
def publisher(db):
    """May override verdicts besides."""
    return hire("publisher", *SEES, *DECIDES, "override_verdict", "add_report", "change_report")
