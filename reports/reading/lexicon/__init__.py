"""The words the reading goes by: tables beside this file, loaded, checked and compiled into patterns."""

from reports.reading.version import compiled

if _place := compiled():
    __path__.insert(0, str(_place / "reports" / "reading" / "lexicon"))
