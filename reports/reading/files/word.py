"""A Word file to its words: paragraphs, tables and text boxes in their order, as they stand with all changes accepted.

The file is read part by part and not through python-docx, which leaves out inserted text, content controls and text
boxes, repeats merged cells, and opens no template. Footnotes, comments and running heads stay out: they explain.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from reports.reading.files.errors import EncryptedFile, TooIntricate, UnsupportedFormat
from reports.reading.files.formats import refuse_archive
from reports.reading.files.numbering import Numbering
from reports.reading.files.signs import in_plain_signs, without_invisible

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: No report's words take more room; a small archive may unpack to any size.
_LARGEST_PART = 40 * 1024 * 1024
#: The longest report known has 450 lines.
_MOST_PARAGRAPHS = 50_000
#: Taken out by a reviser, moved away, the alternative for old programs, the words of a field's command, a gloss.
_NO_WORDS = frozenset(["del", "moveFrom", "Fallback", "instrText", "delText", "rt", "pPr", "rPr", "tblPr", "sdtPr"])
_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "cr": "\n", "br": "\n", "ptab": "\t"}
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def word_text(raw: bytes, name: str) -> str:
    """The words of a Word file, a line for each paragraph and each row of a table.

    Raises UnsupportedFormat when the archive is damaged or no Word file, EncryptedFile when it asks for a password,
    TooIntricate when it has more paragraphs than any report.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        main = _main_part(archive)
        body = _part(archive, main)
        if body is None:
            refuse_archive(archive.namelist(), raw[:200], name)
        if sum(1 for _ in islice(body.iter("{*}p"), _MOST_PARAGRAPHS + 1)) > _MOST_PARAGRAPHS:
            raise TooIntricate(f"{name}: more than {_MOST_PARAGRAPHS:,} paragraphs: more than one report can have")
        folder = main.rpartition("/")[0]
        numbering = Numbering(_part(archive, f"{folder}/numbering.xml"), _part(archive, f"{folder}/styles.xml"))
        return "".join(f"{line}\n" for line in _lines(body, numbering))
    except (UnsupportedFormat, TooIntricate):
        raise
    except RuntimeError as error:
        raise EncryptedFile(f"{name}: an archive that asks for a password") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise UnsupportedFormat(f"{name}: a damaged Word file or archive: save it again as .docx") from error


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text; programs on the web name it otherwise than Word does."""
    relations = _part(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            target = str(relation.get("Target", "")).lstrip("/")
            if target.startswith("word/"):
                return target
    return "word/document.xml"


def _part(archive: zipfile.ZipFile, part: str) -> Element | None:
    """The tree of one part, None when the archive has none of the name; ValueError when it is no XML or too large."""
    from lxml import etree

    if part not in archive.namelist():
        return None
    if archive.getinfo(part).file_size > _LARGEST_PART:
        raise ValueError("more than a report's words")
    try:
        return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _lines(part: Element, numbering: Numbering) -> Iterator[str]:
    """The lines of a body, a cell or a text box."""
    for block in part:
        kind = _kind(block)
        if kind == "p":
            yield from _paragraph(block, numbering)
        elif kind == "tbl":
            for row in _inside(block, "tr"):
                yield from _row(row, numbering)
        elif kind == "sdt":
            if not _is_contents(block):
                yield from _lines(block, numbering)
        elif kind not in _NO_WORDS:
            # Content controls, custom marks, inserted stretches: what they hold stands in the text.
            yield from _lines(block, numbering)


def _paragraph(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    words = "".join(_words(paragraph))
    text = in_plain_signs(without_invisible(words))
    if text.strip():
        yield from (numbering.number(paragraph) + text).split("\n")
    for box in _inside(paragraph, "txbxContent"):
        yield from _lines(box, numbering)


def _row(row: Element, numbering: Numbering) -> Iterator[str]:
    """The cells of a row on one line, parted by tabs; a cell of several sentences lays out the page."""
    cells = [list(_lines(cell, numbering)) for cell in _inside(row, "tc")]
    if any(line.endswith("。") for lines in cells for line in lines[:-1]):
        for lines in cells:
            yield from lines
    elif text := "\t".join("".join(lines) for lines in cells).strip("\t"):
        yield text


def _words(part: Element) -> Iterator[str]:
    """The words of a paragraph without those of its text boxes."""
    for child in part:
        kind = _kind(child)
        if kind == "r":
            if not _is_hidden(child):
                yield from _run(child)
        elif kind not in _NO_WORDS and kind != "txbxContent":
            yield from _words(child)


def _run(run: Element) -> Iterator[str]:
    is_raised = any(_kind(found) == "vertAlign" and _value(found) == "superscript" for found in run.iter())
    for child in run:
        kind = _kind(child)
        if kind == "t":
            text = child.text or ""
            # A footnote's number has a part of its own; digits raised by hand are a power (km²).
            yield text.translate(_RAISED) if is_raised else text
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind == "ruby":
            yield from (words for base in _inside(child, "rubyBase") for words in _words(base))


def _inside(part: Element, wanted: str) -> Iterator[Element]:
    """The nearest elements of a kind inside a part, in their order, none that is taken out."""
    for child in part:
        kind = _kind(child)
        if kind == wanted:
            yield child
        elif kind not in _NO_WORDS:
            yield from _inside(child, wanted)


def _is_hidden(run: Element) -> bool:
    return any(_kind(found) in ("vanish", "webHidden") and _value(found) not in ("0", "false") for found in run.iter())


def _is_contents(control: Element) -> bool:
    """Whether a content control holds the table of contents that Word makes."""
    return any(_kind(found) == "docPartGallery" and _value(found) == "Table of Contents" for found in control.iter())


def _kind(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "val"), "")
