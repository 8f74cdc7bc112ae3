"""PDFs of our own making, sign by sign: the fonts are not embedded, only what each sign means is told."""

from __future__ import annotations

from dataclasses import dataclass

#: Points from the left and from below, of a page of 595 by 842.
LEFT, RIGHT, TOP, LEADING, SIZE = 90.0, 410.0, 750.0, 28.0, 16.0


@dataclass(frozen=True)
class Printed:
    """Words at a place on a page."""

    text: str
    left: float = LEFT
    baseline: float = TOP
    size: float = SIZE
    #: Room between the signs, in points.
    spacing: float = 0


def lines(*texts: str, left: float = LEFT, top: float = TOP) -> list[Printed]:
    """Lines below one another; two wide blanks before one are its indent."""
    return [
        Printed(text.strip("\u3000"), left + SIZE * (len(text) - len(text.lstrip("\u3000"))), top - LEADING * at)
        for at, text in enumerate(texts)
    ]


def pdf(*pages: list[Printed], encrypted: bool = False, picture: bool = False) -> bytes:
    """A PDF of these pages; ``encrypted`` it says that it is, ``picture`` lays one over each page."""
    count = len(pages)
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(count))
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] /FontDescriptor 6 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(_meanings()),
        6: b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
        7: b"<< /Filter /Standard /V 1 /R 2 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") /P -4 >>",
        8: image + b" /Length 1 >>\nstream\n\xff\nendstream",
    }
    for at, page in enumerate(pages):
        objects[10 + 2 * at] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> /XObject << /P 8 0 R >> >> >>" % (11 + 2 * at)
        )
        shown = b"q 595 0 0 842 0 0 cm /P Do Q\n" if picture else b""
        for piece in page:
            words = piece.text.encode("utf-16-be").hex().encode()
            shown += b"BT /F %g Tf %g Tc %g %g Td <%s> Tj ET\n" % (
                piece.size, piece.spacing, piece.left, piece.baseline, words,
            )  # fmt: skip
        objects[11 + 2 * at] = _stream(shown)
    return _file(objects, encrypted=encrypted)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _meanings() -> bytes:
    """Each sign's number is its code in Unicode."""
    ranges = b"".join(b"<%02x00> <%02xff> <%02x00>\n" % (high, high, high) for high in range(100))
    others = b"".join(b"<%02x00> <%02xff> <%02x00>\n" % (high, high, high) for high in range(100, 200))
    rest = b"".join(b"<%02x00> <%02xff> <%02x00>\n" % (high, high, high) for high in (0xE0, 0xF9, 0xFF))
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"100 beginbfrange\n" + ranges + b"endbfrange\n100 beginbfrange\n" + others + b"endbfrange\n"
        b"3 beginbfrange\n" + rest + b"endbfrange\nendcmap end end"
    )


def _file(objects: dict[int, bytes], *, encrypted: bool) -> bytes:
    out, places = b"%PDF-1.4\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    lock = b" /Encrypt 7 0 R /ID [(a) (a)]" if encrypted else b""
    return out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (size, lock, table)
