"""Which reader read a text: a fingerprint of the reading's own code and word lists.

A stored report is read again exactly when this differs from the version it was read with, so a changed word
list can never be forgotten.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def reader_version() -> str:
    """Twelve hexadecimal digits over every source file and word list of the reading, in name order."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(here.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.relative_to(here).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
