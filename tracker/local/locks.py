"""Locks that the kernel frees when their holders are gone, however they went.

A lock file's content means nothing and its presence means nothing; only who holds it counts. A server
inherits the claim on its data from whoever starts it, and so do its children: as long as one of them lives the
claim is taken, and a process id that was written down and now belongs to somebody else deceives nobody.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until nobody else holds ``path``, and hold it meanwhile."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def claim(path: Path) -> int | None:
    """A file descriptor that holds ``path`` until it and its inherited copies are closed; None if it is taken."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
