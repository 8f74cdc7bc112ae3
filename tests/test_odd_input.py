"""Addresses nobody follows a link to, and files nobody writes: each is answered, and soon, but never with a fault."""

from __future__ import annotations

import io
import time
import zipfile

import pypdfium2
import pytest
from django.test import Client
from django.urls import get_resolver

from reports.reading import text as texts
from tests.test_word_files import word
from tracker.keys import read_key
from tracker.moments import read_moment

#: Past 4,300 digits `int` refuses, past 2**63 the database.
NINES, LARGE = "9" * 4400, "9" * 30
ODD_NUMBERS = (NINES, LARGE, str(2**63), "²", "٣", "-1", "1.0", "0x1", "", "\0", " 1", "1e3", "Ⅷ")
ODD_MOMENTS = (
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-12-31T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-01-01T00:00:00", "²", NINES, "\0",
)  # fmt: skip
PAGES = ("", "pledges/", "indicators/", "audit/", "corrections/", "publications/", "places/", "compare/", "data/")
BROWSER = Client(raise_request_exception=False)


@pytest.mark.parametrize(("text", "key"), [("0", 0), ("42", 42), (str(2**63 - 1), 2**63 - 1), ("007", 7)])
def test_a_key_is_read(text, key):
    assert read_key(text) == key


@pytest.mark.parametrize("text", ODD_NUMBERS)
def test_what_is_no_key_is_none(text):
    assert read_key(text) is None


def test_a_moment_is_read_in_utc():
    assert read_moment("2026-01-31T08:00:00+08:00").isoformat() == "2026-01-31T00:00:00+00:00"


@pytest.mark.parametrize("text", ODD_MOMENTS)
def test_what_is_no_moment_is_none(text):
    assert read_moment(text) is None


@pytest.mark.parametrize("page", PAGES)
def test_odd_numbers_in_a_query_are_left_out(db, page):
    for odd in (*ODD_NUMBERS, *(f"{number}_1_1" for number in (NINES, "²")), "1_1_" + NINES):
        for name in ("after", "year", "place", "g"):
            assert BROWSER.get(f"/en/{page}", {name: odd}).status_code in (200, 302, 400, 404), (name, odd[:20])
    names = ("province", "q", "verdict", "indicator", "level", "topic")
    for odd in (NINES, "²", "\0"):
        assert BROWSER.get(f"/en/{page}", dict.fromkeys(names, odd)).status_code in (200, 302, 400, 404), odd[:20]


@pytest.mark.parametrize("page", ["corrections/", "pledges/", "audit/"])
def test_odd_moments_in_a_query_are_left_out(db, page):
    for moment in (*ODD_MOMENTS, "0001-01-01", "9999-12-31"):
        for key in ("1", "²", NINES):
            assert BROWSER.get(f"/en/{page}", {"after": f"{moment}_{key}"}).status_code == 200, (moment[:20], key[:20])


@pytest.mark.parametrize("number", [LARGE, NINES, "0"])
def test_a_page_of_a_number_that_no_row_has_is_not_found(db, number):
    addresses = [
        address.replace("<int:pk>", number).replace("<code:code>", "999999").replace("<year:year>", "1999")
        for address in _addresses(get_resolver("tracker.site.urls"))
        if "<int:" in address
    ]
    assert addresses
    for address in addresses:
        assert BROWSER.get(f"/en/{address}").status_code == 404, address[:80]


def _addresses(resolver, before=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern)


# Files


def pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(100, 100)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bomb(size: int) -> bytes:
    """A Word file of a few kilobytes whose text unpacks to so many bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * size + b"</w>")
    return packed.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>" + b"<div>" * 400_000,
        b"<html><body>" + b"<div>" * 100_000 + b"</div>" * 100_000,
        b"<html><body>" + b"<div><font>" * 6_500,
        b"<html><body>" + b"<p>a" * 400_000,
        word("<w:p/>" * 50_001),
        pages(2_001),
    ],
    ids=["nested", "nested and closed", "never closed", "flat", "paragraphs", "pages"],
)
def test_what_no_report_is_made_of_is_refused_soon(content):
    begun = time.monotonic()
    with pytest.raises(texts.TooIntricate):
        texts.decode(content)
    assert time.monotonic() - begun < 5


def test_an_archive_that_unpacks_to_more_than_a_report_is_refused_soon():
    begun = time.monotonic()
    with pytest.raises(texts.TextError):
        texts.decode(bomb(80 * 2**20), "报告.docx")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("tags", ["<div>" * 11_000, "<table><tr><td>" * 3_000, "<p>新建学校3所。" * 20_000])
def test_a_strange_page_below_the_bounds_is_read_in_good_time(tags):
    begun = time.monotonic()
    assert "新建学校3所" in texts.decode(f"<html><body>{tags}新建学校3所".encode())
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("name", ["报告.pdf", "报告.docx", "报告.txt", "报告.HTML"])
def test_a_picture_under_another_name_is_no_file_of_that_name(name):
    with pytest.raises(texts.MisnamedFile, match="not what its name says"):
        texts.decode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, name)


def test_a_picture_under_its_own_name_is_a_format_that_is_not_read():
    with pytest.raises(texts.UnsupportedFormat) as error:
        texts.decode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "图.png")
    assert error.value.code == "format"
