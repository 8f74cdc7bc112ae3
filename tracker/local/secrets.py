"""Secrets made on this machine and kept in files only their owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept(path: Path, size: int = 32) -> str:
    """The secret in ``path``, made at the first call from ``size`` random bytes (32 give 43 characters), file mode 600.

    Two processes that call at once get the same secret: it is written aside and linked into place whole,
    and the one who comes second reads the first one's.
    """
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(size))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")
