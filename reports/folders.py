"""Documents from files and folders: which report a file is, by its folder's index.tsv or by its name."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reports.intake import Document, IntakeError
from reports.reading.text import TextError, content, decode
from reports.words import ReportKind, Vintage

INDEX = "index.tsv"
NEEDED = ("code", "plan_year", "file")
#: `430407/2019.txt`: the folder is the place's code, the file is the plan year.
_BY_NAME = re.compile(r"^(?P<code>\d{6})[/\\_-](?P<year>\d{4})\.\w+$")

_YEAR = re.compile(r"^[12]\d{3}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file to take in and what is known of it before it is opened."""

    path: Path
    code: str
    plan_year: int
    known: dict[str, str] = field(default_factory=dict)


def listed(path: Path, code: str = "", plan_year: int | None = None) -> Iterator[Listed]:
    """The files of a folder with an index.tsv, in its order; or the one file, placed by its name or by what is given.

    Raises IntakeError when the index is missing or wrong, or when it cannot be told which report a file is.
    """
    if not path.exists():
        raise IntakeError(f"{path}: there is no such file or folder")
    if path.is_dir():
        yield from _indexed(path)
        return
    by_name = _BY_NAME.match(f"{path.parent.name}/{path.name}") or _BY_NAME.match(path.name)
    code = code or (by_name["code"] if by_name else "")
    year = plan_year or (int(by_name["year"]) if by_name else None)
    if not code or year is None:
        raise IntakeError(
            f"{path}: which report is it? Give --code and --plan-year, or name the file CODE/YEAR.txt (430407/2019.txt)"
        )
    yield Listed(path, code, year)


def _indexed(folder: Path) -> Iterator[Listed]:
    index = folder / INDEX
    if not index.is_file():
        raise IntakeError(f"{folder}: a folder needs an {INDEX} with the columns {', '.join(NEEDED)}")
    try:
        rows = list(csv.DictReader(index.read_text(encoding="utf-8-sig").splitlines(), delimiter="\t", restval=""))
    except UnicodeDecodeError:
        raise IntakeError(f"{index}: save it as UTF-8") from None
    for line, row in enumerate(rows, start=2):
        missing = [name for name in NEEDED if not row.get(name)]
        if missing:
            raise IntakeError(f"{index}, line {line}: the column {', '.join(missing)} is missing or empty")
        if not _YEAR.match(row["plan_year"]):
            raise IntakeError(f"{index}, line {line}: {row['plan_year']!r} is not a year")
        path = folder / row["file"]
        if not path.resolve().is_relative_to(folder.resolve()):
            raise IntakeError(f"{index}, line {line}: {row['file']} lies outside the folder")
        yield Listed(path, row["code"], int(row["plan_year"]), {name: row[name] for name in row if name})


def document(path: Path, code: str, plan_year: int, known: dict[str, str] | None = None) -> Document:
    """Open the file and decode it. Raises IntakeError, saying why, for whatever cannot be read."""
    known = known or {}
    try:
        raw = content(path)
        text = decode(raw, path.name)
    except TextError as error:
        raise IntakeError(f"{path.parent}/{error}") from error
    return Document(
        jurisdiction_code=code,
        plan_year=plan_year,
        content=raw,
        suffix=path.suffix.lower(),
        text=text,
        kind=kind_of(known.get("kind", "")),
        vintage=vintage_of(known.get("vintage", "")),
        title=known.get("title", ""),
        source=known.get("source", ""),
        source_link=known.get("source_link", ""),
        index_number=known.get("index_number", ""),
        delivered_on=_day(known.get("delivered_on", "")),
        is_digest=known.get("digest") == "yes",
    )


def kind_of(code: str) -> ReportKind:
    """The kind of this code, a work report where none is given. Raises IntakeError for another code."""
    try:
        return ReportKind(code or ReportKind.WORK_REPORT.value)
    except ValueError:
        raise IntakeError(f"{code!r} is no kind of report: {', '.join(kind.value for kind in ReportKind)}") from None


def vintage_of(code: str) -> Vintage:
    """The vintage of this code. Raises IntakeError for another code."""
    try:
        return Vintage(code)
    except ValueError:
        known = ", ".join(vintage.value for vintage in Vintage if vintage)
        raise IntakeError(f"{code!r} is no vintage of a document: {known}, or nothing") from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise IntakeError(f"{text!r} is not a day; write 2022-01-10") from None
