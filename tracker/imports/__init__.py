"""Spreadsheets coming in: first what a file would do, written nowhere, then, once a person has confirmed it, the doing.

`work` is both, as the work of a job (`Job.Kind.IMPORT`); `tables` says which lists come in and by which columns.
"""

from tracker.imports.rows import Act
from tracker.imports.tables import TABLES, TableKind
from tracker.imports.work import RefusedError, check_header, work

__all__ = ["TABLES", "Act", "RefusedError", "TableKind", "check_header", "work"]
