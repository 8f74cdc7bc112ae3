"""Numbers as they are written: full-width, scanned, Chinese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.reading.numerals import chinese, plain

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A whole number below 10^12 in Chinese, as reports write it."""
    if number < 10_000:
        word, gap = "", False
        for unit, scale in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, number = divmod(number, unit)
            if digit:
                word += ("零" if gap and word else "") + DIGITS[digit] + scale
            gap = not digit
        return word or "零"
    large, sign = (100_000_000, "亿") if number >= 100_000_000 else (10_000, "万")
    head, rest = divmod(number, large)
    tail = written(rest) if rest else ""
    return written(head) + sign + ("零" if rest and rest < large // 10 else "") + tail


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_it_reads_back_any_whole_number_it_can_be_shown(number):
    assert chinese(written(number)) == Decimal(number)


@given(st.text())
def test_plain_text_keeps_every_character_in_its_place(text):
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="０１２３４５６７８９％．"))
def test_full_width_figures_become_ascii(text):
    assert plain(text).isascii()


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("两万", 20000),
        ("千万", 10_000_000),
        ("十", 10),
        ("一百零五", 105),
        ("三亿二千万", 320_000_000),
        ("二〇一九", 2019),
        ("百亿", 10_000_000_000),
    ],
)
def test_it_knows_the_value_of(word, value):
    assert chinese(word) == value


@pytest.mark.parametrize("word", ["", "个", "三个", "点五", "三点"])
def test_it_gives_none_for_what_is_no_numeral(word):
    assert chinese(word) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1O%", "10%"),
        ("lO.5%", "10.5%"),
        ("1O户", "10户"),
        ("IO户", "IO户"),
        ("CO2", "CO2"),
        ("GDP增长5％", "GDP增长5%"),
    ],
)
def test_letters_are_digits_only_where_a_digit_stands_by(text, read):
    assert plain(text) == read
