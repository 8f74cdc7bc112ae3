"""Storing a report: one current version, no second copy, nothing half-stored."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from reports import intake
from reports.intake import IntakeError, Stored
from reports.models import Report
from tests.characters import make_document, make_place

pytestmark = pytest.mark.django_db

TEXT = "样例县政府工作报告。生产总值增长8%。"


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_place()


def test_it_works():
    report, stored = intake.store(make_document(TEXT))
    assert stored == Stored.NEW
    assert report.text == TEXT
    assert report.text_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert report.file.read() == TEXT.encode()
    assert (report.plan_year, report.review_year, report.version) == (2022, 2021, 1)


def test_the_same_text_again_changes_nothing():
    first, _ = intake.store(make_document(TEXT))
    again, stored = intake.store(make_document(TEXT))
    assert stored == Stored.UNCHANGED
    assert again.pk == first.pk
    assert Report.objects.count() == 1


def test_a_changed_text_becomes_a_new_version():
    first, _ = intake.store(make_document(TEXT))
    second, stored = intake.store(make_document(TEXT + "附。"))
    first.refresh_from_db()
    assert stored == Stored.NEW_VERSION
    assert second.version == 2
    assert first.superseded_by_id == second.pk


def test_a_text_changed_back_makes_the_old_version_current_again():
    first, _ = intake.store(make_document(TEXT))
    second, _ = intake.store(make_document(TEXT + "附。"))
    back, stored = intake.store(make_document(TEXT))
    second.refresh_from_db()
    assert (back.pk, stored) == (first.pk, Stored.NEW_VERSION)
    assert back.superseded_by_id is None
    assert second.superseded_by_id == first.pk


def test_a_full_text_supersedes_a_digest_and_never_the_other_way():
    digest, _ = intake.store(make_document(TEXT, is_digest=True))
    full, _ = intake.store(make_document(TEXT * 3))
    again, stored = intake.store(make_document(TEXT, is_digest=True))
    assert (again.pk, stored) == (full.pk, Stored.OUTRANKED)
    digest.refresh_from_db()
    assert digest.superseded_by_id == full.pk


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (make_document(TEXT, code="990999"), "no jurisdiction has the code 990999"),
        (make_document("  \n"), "no text"),
        (make_document("生产总值\0增长"), "NUL"),
    ],
)
def test_it_says_why_a_document_is_not_taken(document, words):
    with pytest.raises(IntakeError, match=words):
        intake.store(document)
    assert not Report.objects.exists()


def test_the_same_text_for_another_year_is_asked_about():
    intake.store(make_document(TEXT))
    with pytest.raises(IntakeError, match="already stored as"):
        intake.store(make_document(TEXT, plan_year=2023))


def test_the_database_lets_nobody_change_a_text():
    report, _ = intake.store(make_document(TEXT))
    with pytest.raises(DatabaseError, match="text"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(text="别的文字")


def test_the_database_refuses_two_current_versions():
    report, _ = intake.store(make_document(TEXT))
    report.pk, report.version, report.text_sha256 = None, 2, "0" * 64
    with pytest.raises(IntegrityError, match="one_current_version"), transaction.atomic():
        report.save(force_insert=True)
