"""What every door of the staff does where a reading is published: nothing is changed, and the person is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from reports.models import Report
from tracker.register import PublishedError


def refuses_published(door: Callable[..., Any]) -> Callable[..., Any]:
    """A door that changes readings, a method or a function of a request: told of a PublishedError, it says so in words.

    A page leads back to where the person came from with a message; a script gets 409 and ``{"error": …, "page": …}``.
    The decorator goes outside of the transaction, so that nothing of it is stored.
    """

    @wraps(door)
    def guarded(*arguments: Any, **named: Any) -> Any:
        try:
            return door(*arguments, **named)
        except PublishedError as error:
            request = next(one for one in arguments if isinstance(one, HttpRequest))
            return told(request, error)

    return guarded


def told(request: HttpRequest, error: PublishedError) -> HttpResponse:
    """The answer to somebody who would change a published reading."""
    page = reverse("admin:reports_report_publish", args=[error.report])
    words = sentence(error)
    if not request.accepts("text/html"):
        return JsonResponse({"error": words, "page": page}, status=409)
    said = format_html('{} <a href="{}">{}</a>', words, page, _("Publishing"))
    messages.error(request, said)
    came_from = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(came_from if is_ours else page)


def sentence(error: PublishedError) -> str:
    """Why nothing was changed, and what to do."""
    report = Report.objects.select_related("jurisdiction").defer("text").get(pk=error.report)
    return _(
        "Nothing was changed: the reading of %(place)s %(year)d is published. "
        "A publisher reopens it first, with a reason."
    ) % {"place": report.jurisdiction.label, "year": report.plan_year}
