"""Files to text: formats and encodings that are read, and one clear error for each that is not."""

from __future__ import annotations

import os

import pytest

from reports.reading import text as texts

OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORDS = "二、2019年工作安排\n建设6个停车场，改造公路60公里以上。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_it_reads_every_encoding_reports_come_in(encoding):
    assert texts.decode(WORDS.encode(encoding)) == WORDS


def test_it_translates_no_line_ends():
    assert texts.decode("一\r\n二\r".encode()) == "一\r\n二\r"


def test_a_mark_of_the_byte_order_is_no_character_of_the_text():
    assert texts.decode(b"\xef\xbb\xbf" + WORDS.encode()) == WORDS
    assert texts.decode(b"\xff\xfe" + WORDS.encode("utf-16-le")) == WORDS
    assert texts.decode(b"\xfe\xff" + WORDS.encode("utf-16-be")) == WORDS


def test_a_sign_beyond_the_common_ones_is_one_character():
    words = WORDS + "㐀𠮷镇"
    assert texts.decode(words.encode("gb18030")) == words


def test_utf_16_without_a_mark_is_told_by_its_words():
    """一 and the wide blank have their zero byte where digits have none."""
    words = "　　一一一一，统一建设6个停车场。\n" * 9
    assert texts.decode(words.encode("utf-16-le")) == words
    assert texts.decode(words.encode("utf-16-be")) == words


def test_a_sign_for_a_lost_one_that_the_file_itself_holds_is_kept():
    assert texts.decode((WORDS + "乡\ufffd").encode()) == WORDS + "乡\ufffd"


BROKEN = "line 2 after “建设6个”: save it again, as UTF-8"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (WORDS.encode().replace("停".encode(), b"\xe5\x81", 1), BROKEN),
        (WORDS.encode().replace("停".encode(), b"\xff", 1), BROKEN),
        (WORDS.encode("gb18030").replace("停".encode("gb18030"), b"\xff", 1), BROKEN),
        (WORDS.encode("gb18030") + b"\xcf", "line 3, at its head"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le") + b"x", "line 3, at its head"),
        (WORDS.encode().replace("停".encode(), "\0停".encode()), "a NUL in line 2 after “建设6个”"),
        ("石橋縣今年的工作是建設6個停車場，全縣發展經濟。\n".encode("big5"), "a text in Big5: save it as UTF-8"),
    ],
)
def test_it_says_where_a_text_is_broken(raw, said):
    with pytest.raises(texts.UnknownEncoding) as caught:
        texts.decode(raw, "石桥县.txt")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (b"", texts.EmptyText, "empty"),
        (b" \n\t ", texts.EmptyText, "empty"),
        (OFFICE + bytes(600), texts.UnsupportedFormat, r"\(\.doc\): save it as \.docx"),
        (OFFICE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), texts.EncryptedFile, "password"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), texts.UnsupportedFormat, "image"),
        (b"\xff\xd8\xff\xe0" + bytes(600), texts.UnsupportedFormat, "image"),
        (b"Rar!\x1a\x07" + bytes(600), texts.UnsupportedFormat, "archive"),
        (b"\x1f\x8b\x08" + bytes(600), texts.UnsupportedFormat, "archive"),
        (b"PK\x03\x04" + bytes(600), texts.UnsupportedFormat, "archive"),
        (b"\xfd7zXZ\x00" + bytes(600), texts.UnsupportedFormat, "archive"),
        (bytes(257) + b"ustar\x00" + bytes(600), texts.UnsupportedFormat, "archive"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(99), texts.UnsupportedFormat, "image: put it through text"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(99), texts.UnsupportedFormat, "image"),
        (b"{\\rtf1\\ansi}", texts.UnsupportedFormat, r"Rich Text file: save it as \.docx"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', texts.UnsupportedFormat, "Word XML"),
        (b"bplist00" + bytes(99), texts.UnsupportedFormat, r"save the page as \.html"),
        (b"CAJ\x00" + bytes(99), texts.UnsupportedFormat, "CAJ file: save it as PDF"),
        (b"\x7fELF" + bytes(600), texts.UnsupportedFormat, "program"),
        (bytes(range(256)) * 8, texts.UnknownEncoding, "not a text"),
    ],
)
def test_it_says_in_one_line_why_it_cannot_read(raw, error, said):
    with pytest.raises(error, match=said) as caught:
        texts.decode(raw, "石桥县.txt")
    assert str(caught.value).startswith("石桥县.txt: ")
    assert "\n" not in str(caught.value)


def test_it_refuses_what_is_too_large_before_reading_it(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(texts.LARGEST + 1)
    with pytest.raises(texts.TooLarge):
        texts.load(path)


def test_a_wps_file_is_called_one():
    with pytest.raises(texts.UnsupportedFormat, match=r"\(\.wps\): save it as \.docx"):
        texts.decode(OFFICE + bytes(600), "石桥县.WPS")


def test_words_that_open_like_another_format_are_words():
    assert texts.decode("BM是品牌，MZ是民政。".encode()) == "BM是品牌，MZ是民政。"


def test_it_says_so_when_there_is_no_such_file(tmp_path):
    with pytest.raises(texts.TextError, match=r"gone\.txt: No such file"):
        texts.load(tmp_path / "gone.txt")


def test_it_opens_neither_a_folder_nor_what_may_never_end(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(texts.UnsupportedFormat, match=r"pipe\.txt: not a regular file"):
        texts.load(tmp_path / "pipe.txt")
    with pytest.raises(texts.UnsupportedFormat, match="a folder: give one file"):
        texts.load(tmp_path)
