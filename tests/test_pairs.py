"""Words found in statements by their pairs of characters: the same that comparing every text would find."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.models import Q

from reports import intake
from reports.words import Measure
from tests.characters import make_document, make_place, make_reading, make_statement
from tracker import ledger, register
from tracker.models import Commitment
from tracker.pairs import pairs_asked

TEXT = "今年目标：新建学校3所。推进5G基站AI应用100%覆盖。修建O'Hare路\\大桥_2座。就业增长，业就无人。"


@pytest.fixture
def rows(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_place()
    quotes = ("新建学校3所", "推进5G基站AI应用100%覆盖", "修建O'Hare路\\大桥_2座", "就业增长", "业就无人")
    with transaction.atomic():
        report, _stored = intake.store(make_document(TEXT, 2022))
        statements = [
            make_statement(TEXT, quote, subject=quote[:4], indicator=None, measure=Measure.DONE) for quote in quotes
        ]
        register.record(report, make_reading(TEXT, *statements))
        ledger.judge_around(report)
    return Commitment.objects.order_by("start")


WORDS = (
    "学", "学校", "新建学校", "校学", "5g", "5G", "ai", "AI应用", "0%", "%", "100%", "_", "_2", "O'", "'", "'h", "\\",
    "路\\", "\\大桥", "就业", "业就", "人", "3所", "所", "没有", "葵", "&", " | ", ":*", "!就", "(", "学 校",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_word_finds_what_comparing_every_text_finds(rows, word):
    by_comparing = rows.filter(Q(subject__icontains=word) | Q(quote__icontains=word))
    assert list(rows.saying(word)) == list(by_comparing)


@pytest.mark.parametrize(("word", "found"), [("就业", 1), ("业就", 1), ("学校", 1), ("5g", 1), ("建", 2), ("葵", 0)])
def test_it_finds_so_many(rows, word, found):
    assert rows.saying(word).count() == found


def test_no_word_stands_in_all(rows):
    assert rows.saying("").count() == len(rows)


@pytest.mark.parametrize(
    ("word", "asked"),
    [("就", "'就':*"), ("就业", "'就业'"), ("AI应", "'ai' & 'i应'"), ("啊啊啊啊", "'啊啊'"), ("'\\", "'''\\\\'")],
)
def test_a_word_is_asked_by_its_pairs(word, asked):
    assert pairs_asked(word) == asked


def test_a_word_of_two_characters_is_found_by_the_index(rows):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "commitment_words" in Commitment.objects.order_by().saying("就业").explain()
