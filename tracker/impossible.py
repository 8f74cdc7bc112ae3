"""What no row can hold and no list knows, taken out of what the admin is asked before its own views see it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from tracker.keys import read_key


def without_impossible(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, asked without NULs in the query, which PostgreSQL refuses, and without chosen rows that no key names.

    A filter that the list does not know leads back to the page without any, as Django's own lists do; its exports
    and searches do not.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "%00" in request.GET.urlencode():
            request.GET = _without_nul(request.GET)
        if request.method == "POST" and ACTION_CHECKBOX_NAME in request.POST:
            request.POST = _without_odd_keys(request.POST)
        try:
            return view(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(request.path)

    return asked


def _without_nul(query: QueryDict) -> Any:
    found = QueryDict(mutable=True)
    for name, values in query.lists():
        found.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return found


def _without_odd_keys(sent: QueryDict) -> Any:
    """All rows of the admin have a whole number for their key."""
    found = sent.copy()
    chosen = sent.getlist(ACTION_CHECKBOX_NAME)
    found.setlist(ACTION_CHECKBOX_NAME, [key for key in chosen if read_key(key) is not None])
    return found
