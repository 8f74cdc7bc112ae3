"""Places and indicators from their files into the database; loading again renews them and removes nothing."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from reports.models import Jurisdiction
from reports.reading.lexicon.indicators import indicators
from tracker.models import Indicator

JURISDICTIONS = Path(settings.BASE_DIR) / "fixtures" / "jurisdictions.csv"
DIGESTS = Path(settings.BASE_DIR) / "fixtures" / "digests"

_PLACE_FIELDS = ("pinyin", "english", "level", "valid_from", "valid_to", "revision")


@transaction.atomic
def load() -> tuple[int, int]:
    """Load both tables; returns how many places and how many indicators they now hold."""
    return load_jurisdictions(JURISDICTIONS), load_indicators()


def load_jurisdictions(path: Path) -> int:
    """Load places by code and name, then lay each under its parent; returns their number."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    Jurisdiction.objects.bulk_create(
        [
            Jurisdiction(
                code=row["code"],
                name=row["name"],
                pinyin=row["pinyin"],
                english=row["english"],
                level=row["level"],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
                revision=row["revision"],
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=("code", "name"),
        update_fields=_PLACE_FIELDS,
        batch_size=1000,
    )
    places = {(place.code, place.name): place for place in Jurisdiction.objects.all()}
    current = {place.code: place for place in places.values() if place.valid_to is None}
    for row in rows:
        places[row["code"], row["name"]].parent = current.get(row["parent"])
    Jurisdiction.objects.bulk_update(places.values(), ["parent"], batch_size=1000)
    return len(places)


def load_indicators() -> int:
    """Load the indicators of the lexicon; returns their number."""
    rows = [
        Indicator(
            code=entry.code,
            name=entry.zh,
            english=entry.en,
            aliases=list(entry.aliases),
            direction=entry.direction.value,
            dimension=entry.dimension.value,
            topic=entry.topic.value,
        )
        for entry in indicators()
    ]
    Indicator.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("code",),
        update_fields=("name", "english", "aliases", "direction", "dimension", "topic"),
    )
    return Indicator.objects.count()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
