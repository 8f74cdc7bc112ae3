"""Pages kept in the cache as they were sent, for as long as the database would answer the same.

A page is named by what it hangs on: its address, the program, the day, the settings, and which transactions of the
database can be seen (`pg_current_snapshot`). Two equal snapshots see the same rows, whoever wrote them and however, and
a snapshot that is over never comes again: a kept page is right, and nobody has to remember to throw it away. Staff at
work make new snapshots; what stays the same for long is what many read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache as remembered
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from tracker import caching

#: Seconds after which a page is made again all the same. It bounds how many are kept.
KEPT = 600
#: Bytes, as sent. A larger page is rare, and a few of them would crowd out the many.
LARGEST = 200_000
#: A longer query is somebody's own, not a link that others follow.
LONGEST_QUERY = 200

View = Callable[..., HttpResponseBase]


def kept(view: View) -> View:
    """The view, answering from the cache where the very same would be said again; also tells a browser so (304).

    Whoever is signed in, asks by another method or takes no packed page is answered afresh.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = _name(request)
        if name is None:
            return view(request, *args, **kwargs)
        tag = quote_etag(name)
        # A proxy that packs anew marks the tag as weak.
        known = (one.removeprefix("W/") for one in parse_etags(request.headers.get("if-none-match", "")))
        if tag in known:
            return _told(HttpResponseNotModified(), tag)
        stored = caching.fetched(f"page:{name}")
        if stored is not None:
            content, headers = stored
            return _told(HttpResponse(content, headers=headers), tag)
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse) and _is_for_all(request, response):
            if len(response.content) <= LARGEST:
                page = (response.content, dict(response.items()))
                caching.store(f"page:{name}", page, KEPT, size=len(response.content))
            _told(response, tag)
        return response

    return answer


def _told(response: HttpResponse, tag: str) -> HttpResponse:
    """The response with its tag; a browser asks each time whether the page is still the same."""
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the response holds nothing of this visitor's own: a form's token, a session, a cookie."""
    session = getattr(request, "session", None)
    is_own = bool(response.cookies) or "CSRF_COOKIE" in request.META or (session is not None and session.modified)
    return response.status_code == 200 and not is_own


def _name(request: HttpRequest) -> str | None:
    """What the answer hangs on, as a hash; None for what is not to be kept."""
    query = request.META.get("QUERY_STRING", "")
    is_plain = request.method == "GET" and not settings.DEBUG and settings.SESSION_COOKIE_NAME not in request.COOKIES
    is_packed = re_accepts_gzip.search(request.headers.get("accept-encoding", ""))
    if not is_plain or not is_packed or len(query) > LONGEST_QUERY:
        return None
    seen = _seen()
    if seen is None:
        return None
    told = (
        request.build_absolute_uri(request.path), query, seen, program(), str(timezone.localdate()),
        settings.DUIXIAN_SHOW_UNREVIEWED, settings.DUIXIAN_DOUBLE_CODING_SHARE,
    )  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _seen() -> str | None:
    """Which database, and which of its transactions a query sees now; None in a transaction that has written itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_database(), pg_postmaster_start_time(), pg_current_snapshot(),"
            " pg_current_xact_id_if_assigned() IS NULL"
        )
        *seen, is_only_reading = cursor.fetchone()
    return repr(seen) if is_only_reading else None


@remembered
def program() -> str:
    """A hash of the program, its words and its looks; a web server asks for it when it begins.

    Asked only with the first page, a process that began before the files were changed would name its pages wrongly.
    """
    told = hashlib.sha256()
    for path in sorted(_files(Path(settings.BASE_DIR))):
        told.update(f"{path.name} {path.stat().st_size}\n".encode() + path.read_bytes())
    return told.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for folder, kinds in (("templates", ("*",)), ("locale", ("*.mo",)), ("reports", ("*.py", "*.toml")),
                          ("tracker", ("*.py", "*.toml", "*.css"))):  # fmt: skip
        for kind in kinds:
            yield from (path for path in (root / folder).rglob(kind) if path.is_file())
    manifest = Path(settings.STATIC_ROOT or root) / "staticfiles.json"
    if manifest.exists():
        yield manifest
