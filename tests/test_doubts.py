"""How sure the reading is, and why not surer."""

from __future__ import annotations

import pytest

from reports.reading.read import read
from reports.words import Doubt


def statements(text, year=2019):
    return read(f"一、2018年工作回顾\n{text}", year).statements


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("地区生产总值增长7%。", ()),
        ("新建停车场6个。", ()),
        ("工业效益指数达到124。", (Doubt.NO_UNIT,)),
        ("专利申请量增加两倍。", (Doubt.MULTIPLE,)),
        ("柳河、青河水质达标率达95%。", (Doubt.SEVERAL,)),
    ],
)
def test_it_says_why_it_is_less_sure(text, doubts):
    (statement,) = statements(text)
    assert statement.reasons == doubts
    assert (statement.confidence < 0.9) is bool(doubts)


def test_a_subject_taken_from_before_is_less_sure():
    first, second = statements("实施重点项目120个，开工80个。")
    assert first.reasons == ()
    assert second.reasons == (Doubt.CARRIED,)
    assert second.confidence < first.confidence


def test_an_indicator_is_surest():
    (named,), (plain,) = statements("地区生产总值增长7%。"), statements("新建停车场6个。")
    assert named.confidence > plain.confidence


def test_each_doubt_has_a_name_in_both_languages():
    assert all(doubt.zh and doubt.en for doubt in Doubt)
