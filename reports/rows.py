"""How a row of the database becomes an object: a page makes hundreds, and that is a third of its time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class FastRow(models.Model):
    """A model whose fetched rows take their values as they are.

    Django's own way hands each value through the constructor, for whoever listens to `pre_init` and `post_init`, and
    takes thrice as long. So nobody may listen to these for such a model, and it has no `__init__` of its own. A column
    that was not fetched is not there, and is fetched when it is asked for, as ever.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # The stubs are of a later Django, whose method takes a mode of fetching.
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """The object of one fetched row."""
        row = cls.__new__(cls)
        state = ModelState()
        state.adding, state.db = False, db
        row.__dict__.update(zip(field_names, values, strict=True), _state=state)
        return row
