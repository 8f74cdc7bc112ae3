"""How much two texts have in common, sentence by sentence, and which stored report a text is nearly a copy of."""

from __future__ import annotations

import re
from collections import Counter

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import StrIndex

from reports.models import Report

_SENTENCE_ENDS = re.compile(r"[。\n]")
#: A shorter sentence may stand in any report: 各位代表.
_TELLING = 16
#: So many sentences are looked for, spread over the text.
_ASKED = 12
#: A text with so large a share of them is a copy with a few changes.
_NEARLY = 0.6


def sentences(text: str) -> list[str]:
    """The text's sentences without blanks, in order; what ends a line ends a sentence."""
    found = ("".join(words.split()) for words in _SENTENCE_ENDS.split(text))
    return [words for words in found if words]


def share_changed(old: str, new: str) -> float:
    """The share of sentences that only one of the two texts has, from 0 (the same) to 1 (nothing in common)."""
    before, after = Counter(sentences(old)), Counter(sentences(new))
    whole = max(before.total(), after.total())
    return 1 - (before & after).total() / whole if whole else 0.0


def nearly(text: str, plan_year: int, identity: dict[str, object]) -> Report | None:
    """The stored report of about the year that holds most of the text's sentences, or None; one query.

    Versions of the report itself are left out: `identity` are their fields and values (place, kind, year).
    """
    lines = [line.strip() for line in _SENTENCE_ENDS.split(text)]
    telling = [line for line in lines if len(line) >= _TELLING]
    if len(telling) < 3:
        return None
    asked = telling[:: max(1, len(telling) // _ASKED)][:_ASKED]
    same: object = sum(
        (
            Case(When(**{f"at_{number}__gt": 0}, then=1), default=Value(0), output_field=IntegerField())
            for number in range(len(asked))
        ),
        Value(0),
    )
    return (
        Report.objects.filter(superseded_by__isnull=True, plan_year__range=(plan_year - 1, plan_year + 1))
        .exclude(**identity)
        .alias(**{f"at_{number}": StrIndex("text", Value(line)) for number, line in enumerate(asked)})
        .annotate(same=same)
        .filter(same__gte=_NEARLY * len(asked))
        .select_related("jurisdiction")
        .defer("text")
        .order_by("-same", "pk")
        .first()
    )
