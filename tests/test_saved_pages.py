"""Saved web pages to the report in them, in whatever encoding they are and whatever they declare."""

from __future__ import annotations

import contextlib
import time

import pytest

from reports.reading import text as texts
from reports.reading.read import read
from tests.reading_cases import cases

PAGE = "<!DOCTYPE html><html><head><meta charset={charset}><title>石桥县</title><style>p{{}}</style></head><body>{body}"
BODY = "<p>二、2019年工作安排</p><p>建设6个停车场，改造公路60公里以上。</p>"
LINES = "二、2019年工作安排\n建设6个停车场，改造公路60公里以上。\n"


@pytest.mark.parametrize("case", cases("saved_pages"), ids=lambda case: case["name"])
def test_it_takes_the_report_and_leaves_the_furniture(case):
    page = PAGE.format(charset="utf-8", body=case["page"])
    assert texts.decode(page.encode()).splitlines() == case["lines"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "GB18030", "iso-8859-1", "nonsense"])
def test_it_believes_the_bytes_and_not_what_a_page_declares(encoding, declared):
    assert texts.decode(PAGE.format(charset=declared, body=BODY).encode(encoding)) == LINES


def test_a_broken_byte_harms_only_where_it_is_read():
    cut = PAGE.format(charset="utf-8", body=BODY).encode().replace("石桥县".encode(), "石桥县".encode()[:-1])
    assert texts.decode(cut) == LINES
    cut = PAGE.format(charset="utf-8", body=BODY).encode().replace("停车场".encode(), "停车场".encode()[:-1])
    with pytest.raises(texts.UnknownEncoding, match="line 2 after “建设6个停车”"):
        texts.decode(cut)


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>" + BODY,
        "<?xml version='1.0'?>\n<!-- saved -->\n<!DOCTYPE html>" + BODY,
        "<div class='article'>" + BODY + "</div>",
    ],
)
def test_a_page_by_another_name_is_a_page(source):
    assert texts.decode(source.encode(), "石桥县.txt") == LINES


def test_a_text_by_the_name_of_a_page_is_taken_as_it_is():
    assert texts.decode("一、\r\n建设6个停车场（<3年）。".encode(), "石桥县.html") == "一、\r\n建设6个停车场（<3年）。"


def test_it_reads_a_page_saved_as_a_single_file():
    page = PAGE.format(charset="gbk", body=BODY).encode("gb18030")
    message = (
        b"From: <Saved by a browser>\r\nSubject: =?utf-8?Q?a?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n'
        b"----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + b"".join(b"=%02X" % byte + (b"=\r\n" if at % 24 == 0 else b"") for at, byte in enumerate(page))
        + b"\r\n----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n----b--\r\n"
    )
    assert texts.decode(message, "石桥县.mhtml") == LINES


def test_a_page_may_be_as_deep_as_it_likes():
    deep = "<div><font>" * 5000 + "建设6个停车场。"
    assert texts.decode(f"<html><body>{deep}".encode()) == "建设6个停车场。\n"


def test_every_quote_stands_in_the_text():
    page = PAGE.format(charset="utf-8", body=BODY.replace("停车场", "停<wbr>车\u200b<b>场</b><sup>[1]</sup>"))
    text = texts.decode(page.encode())
    statements = read(text).statements
    assert [statement.subject for statement in statements] == ["停车场", "公路"]
    assert all(text[statement.start : statement.end] == statement.quote for statement in statements)


def test_lines_cut_by_counting_characters_are_joined_too():
    text = "".join(
        f"第{number}件实事是建设停车场{number * 37}个，改造公路{number * 1213}公里，" for number in range(1, 20)
    )
    cut = "".join(f"<p>{text[at : at + 24]}</p>" for at in range(0, len(text), 24))
    assert texts.decode(f"<html><body>{cut}".encode()) == text + "\n"


@pytest.mark.parametrize(
    "part", ["<!-- a -->", "<li><a href=x>首页</a>", "<div>建设6个", "Head: a\n", "<br>", "<p>建设6个停车场，"]
)
def test_no_page_keeps_it_for_long(part):
    """What takes the square of a page's length shows at this size."""
    began = time.perf_counter()
    with contextlib.suppress(texts.TextError):
        texts.decode((part * 20_000).encode())
    assert time.perf_counter() - began < 20
