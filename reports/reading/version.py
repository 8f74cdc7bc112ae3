"""Which reader read a text: a fingerprint of the reading's own code and word lists, and the code compiled from it.

A stored report is read again exactly when the fingerprint differs from the version it was read with, so a changed
word list can never be forgotten; compiled code of another fingerprint is never loaded.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def reader_version() -> str:
    """Twelve hexadecimal digits over every source file and word list of the reading, in name order."""
    digest = hashlib.sha256()
    for path in sorted(_HERE.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.relative_to(_HERE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def compiled_place() -> Path:
    """The folder that compiled code of this source for this Python belongs in, whether it is there or not."""
    var = _HERE.parents[1] / os.environ.get("DUIXIAN_VAR", "var")
    return var / "compiled" / f"{sys.implementation.cache_tag}-{reader_version()}"


def compiled() -> Path | None:
    """The folder of compiled code of this very source, or None: none was made, or DUIXIAN_COMPILED is 0."""
    if os.environ.get("DUIXIAN_COMPILED") == "0":
        return None
    place = compiled_place()
    return place if place.is_dir() else None
