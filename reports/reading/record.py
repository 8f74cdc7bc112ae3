"""How the small records are made that one step of the reading hands to the next, thousands to a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True)
def record(cls: type[Class]) -> type[Class]:
    """A frozen dataclass, held so by mypy alone: making one is then twice as fast as with a guard at run time."""
    return dataclass(slots=True)(cls)
