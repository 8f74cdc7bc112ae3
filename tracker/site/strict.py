"""Filters that make no sense: a page says which it has left out, a download refuses rather than give too much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from tracker.site.filters import read

View = Callable[..., HttpResponseBase]

#: Filters of which only some values are any: the name in the address, and what it is read as.
_READ = {
    "level": "level", "year": "year", "province": "province", "verdict": "verdict", "topic": "topic", "place": "place",
    "kind": "kind", "severity": "severity",
}  # fmt: skip
#: Longer values are shown by their beginning.
_LONGEST = 40


def misread(asked: Mapping[str, str]) -> list[str]:
    """The filters that say nothing, as they stand in the address: ``year=abcd``; none where all of them are read."""
    filters = read(asked)
    odd = [
        name
        for name, field in _READ.items()
        if asked.get(name) and not getattr(filters, field) and not (name == "verdict" and filters.is_judged)
    ]
    return [f"{name}={asked[name][:_LONGEST]}" for name in odd]


def strict(download: View) -> View:
    """The download, or 400 and a line that names the filters without sense: a file says nothing beside its rows."""

    @wraps(download)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        odd = misread(request.GET)
        if not odd:
            return download(request, *args, **kwargs)
        said = _("These filters make no sense: %(filters)s. The page of data says which there are.")
        line = said % {"filters": _(", ").join(odd)}
        return HttpResponse(f"{line}\n", status=400, content_type="text/plain; charset=utf-8")

    return answer
