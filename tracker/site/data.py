"""The page of data: what can be downloaded, what each column says, how it is checked, and how it is cited."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from reports.words import Verdict, Word
from tracker import publishing
from tracker.exports import Name, heads
from tracker.models import Commitment, Outcome, Publication
from tracker.models import Verdict as VerdictRow
from tracker.site import meanings
from tracker.site.citing import data_citations
from tracker.site.columns import Meaning, meaning_of
from tracker.site.downloads import DOWNLOADS, EXPORTED, PARAMETERS, Download, ExportedFile


@dataclass(frozen=True, slots=True)
class Column:
    """A column under the name a reader finds in the file, with what it says."""

    name: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Explained:
    """A download or a file of the export with its columns, in their order."""

    of: Download | ExportedFile
    columns: Sequence[Column]


def data(request: HttpRequest) -> HttpResponse:
    """Everything that can be downloaded today, from the code that writes it; four look-ups, whatever is stored."""
    changed_at = last_changed()
    return render(
        request,
        "data.html",
        {
            "downloads": [Explained(one, columns(one)) for one in DOWNLOADS],
            "files": [Explained(one, columns(one)) for one in EXPORTED],
            "parameters": PARAMETERS,
            "changed_at": changed_at,
            "recompute_sha256": recompute_sha256(),
            "citations": data_citations(request, changed_at),
        },
    )


def columns(of: Download | ExportedFile) -> list[Column]:
    """The columns of a file under the names it gives them in the language active now; none where it has none."""
    names = list(of.names()) if of.names else []
    is_as_exported = isinstance(of, ExportedFile) or of.is_as_exported
    called = [str(name) for name in names] if is_as_exported else heads(names)
    return [Column(head, _meant(of.anchor, name)) for head, name in zip(called, names, strict=True)]


def last_changed() -> datetime | None:
    """When anything that the downloads state last changed: a verdict, a decision of a person, a publication.

    None where nothing is stored; four look-ups in indexes.
    """
    moments: list[Any] = [
        VerdictRow.objects.order_by("-pk").values_list("decided_at", flat=True).first(),
        Publication.objects.order_by("-pk").values_list("at", flat=True).first(),
    ]
    for statements in (Commitment, Outcome):
        decided = statements.objects.filter(decided_at__isnull=False)
        moments.append(decided.aggregate(latest=Max("decided_at"))["latest"])
    return max((moment for moment in moments if moment), default=None)


@cache
def recompute_sha256() -> str:
    """The hash of the program that the public export brings along."""
    return hashlib.sha256((Path(publishing.__file__).with_name("public") / "recompute.py").read_bytes()).hexdigest()


def _meant(anchor: str, name: Name) -> Meaning:
    if not isinstance(name, Word):
        return meaning_of(anchor, name)
    told = _("How many pledges have this verdict. %(meaning)s") % {"meaning": meanings.VERDICTS[Verdict(name)]}
    return Meaning(told, "verdicts")
