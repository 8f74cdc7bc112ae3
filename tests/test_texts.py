"""Files to text: formats and encodings that are read, and one clear error for each that is not."""

from __future__ import annotations

import io

import docx
import pytest

from reports.reading import text as texts

WORDS = "二、2019年工作安排\n建设6个停车场，改造公路60公里以上。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_it_reads_every_encoding_reports_come_in(encoding):
    assert texts.decode(WORDS.encode(encoding)) == WORDS


def test_it_translates_no_line_ends():
    assert texts.decode("一\r\n二\r".encode()) == "一\r\n二\r"


def test_it_takes_the_words_of_a_page_and_leaves_its_furniture():
    page = (
        "<html><head><title>石桥县</title><style>p{}</style></head><body>"
        "<nav>首页 2020</nav><p>建设6个<b>停车场</b>。</p>"
        "<script>var a=7</script><div>改造&nbsp;公路60公里。</div><footer>版权 1999</footer></body></html>"
    )
    text = texts.decode(page.encode(), "page.html")
    assert "建设6个停车场。\n" in text
    assert "改造 公路60公里。" in text
    assert not any(word in text for word in ("首页", "1999", "var"))


def test_it_reads_a_word_file_with_its_tables_in_order():
    document = docx.Document()
    document.add_paragraph("一、2018年工作回顾")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "生产总值"
    document.add_paragraph("建设6个停车场。")
    raw = io.BytesIO()
    document.save(raw)
    lines = texts.decode(raw.getvalue()).split("\n")
    assert [line.strip() for line in lines if line.strip()] == ["一、2018年工作回顾", "生产总值", "建设6个停车场。"]


def pdf(words: str, *, encrypted: bool = False) -> bytes:
    """A one-page PDF that shows ASCII words, or says that it is encrypted."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") /P -4 >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b" /Encrypt 6 0 R /ID [(a) (a)]" if encrypted else b""
    return out + b"trailer << /Size 7 /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (lock, table)


def test_it_reads_a_pdf():
    assert "6 car parks" in texts.decode(pdf("6 car parks"))


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (b"", texts.EmptyText, "empty"),
        (b" \n\t ", texts.EmptyText, "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), texts.UnsupportedFormat, r"\.doc"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), texts.UnsupportedFormat, "image"),
        (b"\xff\xd8\xff\xe0" + bytes(600), texts.UnsupportedFormat, "image"),
        (b"Rar!\x1a\x07" + bytes(600), texts.UnsupportedFormat, "archive"),
        (b"\x1f\x8b\x08" + bytes(600), texts.UnsupportedFormat, "archive"),
        (b"PK\x03\x04" + bytes(600), texts.UnsupportedFormat, "archive"),
        (b"\x7fELF" + bytes(600), texts.UnsupportedFormat, "program"),
        (bytes(range(256)) * 8, texts.UnknownEncoding, "not a text"),
        (pdf("x", encrypted=True), texts.EncryptedFile, "password"),
        (b"%PDF-1.4 and nothing more", texts.UnsupportedFormat, "cannot be opened"),
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


def test_it_says_so_when_there_is_no_such_file(tmp_path):
    with pytest.raises(texts.TextError, match=r"gone\.txt: No such file"):
        texts.load(tmp_path / "gone.txt")
