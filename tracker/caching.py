"""The cache as something that may be missing: what it would hold is then worked out anew, only more slowly."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

#: Bytes that are kept of pages and pictures in so many seconds: whoever asks for one address after the other must not
#: push everything else out of the cache. A page takes about 10,000 bytes, a picture 30,000.
MOST_KEPT, WINDOW = 50_000_000, 600
#: Seconds for which a cache that has failed is not asked again: an answer must not wait for it time after time.
LEFT_ALONE = 10
_failed_at: float | None = None


def fetched(name: str) -> Any:
    """What is kept under the name; None where nothing is, or the cache does not answer."""
    if _is_left_alone():
        return None
    try:
        return cache.get(name)
    except RedisError:
        _note_failure()
        return None


def store(name: str, value: Any, seconds: int, *, size: int = 0) -> None:
    """Keep the value for so long, as long as its `size` in bytes and those of others keep to MOST_KEPT in a WINDOW.

    Nothing is kept where the cache does not answer.
    """
    if _is_left_alone() or (size and not _has_room(size)):
        return
    try:
        cache.set(name, value, seconds)
    except RedisError:
        _note_failure()


def claim(name: str, seconds: int) -> bool:
    """Whether nobody has claimed the name for so long; False where the cache does not answer."""
    if _is_left_alone():
        return False
    try:
        return bool(cache.add(name, 1, seconds))
    except RedisError:
        _note_failure()
        return False


def _has_room(size: int) -> bool:
    name = f"kept:{int(time.time()) // WINDOW}"
    try:
        cache.add(name, 0, 2 * WINDOW)
        return int(cache.incr(name, size)) <= MOST_KEPT
    except ValueError:  # forgotten between the two
        return False
    except RedisError:
        _note_failure()
        return False


def _is_left_alone() -> bool:
    return _failed_at is not None and time.monotonic() - _failed_at < LEFT_ALONE


def _note_failure() -> None:
    global _failed_at
    _failed_at = time.monotonic()
    logger.warning("the cache does not answer: pages are made anew for %d s", LEFT_ALONE, exc_info=True)
