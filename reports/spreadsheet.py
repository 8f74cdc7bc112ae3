"""Cells that a spreadsheet program must take as words, and the formats that write and read them so.

A cell that begins like a formula (``=HYPERLINK(…)``) would be run when the file is opened; it goes out with an
apostrophe before it and comes in without. A plain number keeps its sign: ``-4.2`` stays a number.
"""

from __future__ import annotations

import re
from typing import Any

from import_export.formats.base_formats import CSV, XLSX
from tablib import Dataset  # type: ignore[import-untyped]

#: What Excel, LibreOffice and WPS take for the beginning of a formula; a tab or a line end may stand before it.
_FORMULA = re.compile(r"^[\t\r\n ]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")
_GUARDED = re.compile(r"^'+(?=[\t\r\n ]*[=+\-@＝＋－＠]|[\t\r\n])")


def guard(value: str) -> str:
    """The words as they may stand in a cell: with an apostrophe before what would run as a formula."""
    unguarded = value.lstrip("'")
    return f"'{value}" if _FORMULA.match(unguarded) and not _NUMBER.match(value) else value


def unguard(value: str) -> str:
    """The words of a cell without the one apostrophe that `guard` put before them."""
    return value[1:] if _GUARDED.match(value) else value


def _guarded(dataset: Dataset) -> Dataset:
    safe = Dataset(headers=dataset.headers)
    for row in dataset:
        safe.append([guard(cell) if isinstance(cell, str) else cell for cell in row])
    return safe


def _unguarded(dataset: Dataset) -> Dataset:
    plain = Dataset(headers=dataset.headers)
    for row in dataset:
        plain.append([unguard(cell) if isinstance(cell, str) else cell for cell in row])
    return plain


class GuardedCSV(CSV):
    """CSV whose cells are guarded on the way out and unguarded on the way in."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> Any:
        return super().export_data(_guarded(dataset), **kwargs)

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Dataset:
        return _unguarded(super().create_dataset(in_stream, **kwargs))


class GuardedXLSX(XLSX):
    """XLSX whose cells are guarded on the way out and unguarded on the way in."""

    def export_data(self, dataset: Dataset, **kwargs: Any) -> Any:
        return super().export_data(_guarded(dataset), **kwargs)

    def create_dataset(self, in_stream: Any) -> Dataset:
        return _unguarded(super().create_dataset(in_stream))
