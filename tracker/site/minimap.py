"""Where in a report its promises, its silences and its answers lie: the text in equal parts, a mark for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.words import Kind, Verdict
from tracker.site.own_words import Stretch
from tracker.site.statements import SIGNS, UNPROMISED, Said

#: However many statements a report has, no lane has more marks than this.
PARTS = 80
_Placed = tuple[Stretch[Said], Said]


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the text in one lane: the sign most of its statements have, and the name of the first of these."""

    sign: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Minimap:
    """Each lane has one cell for every part of the text, None where it has nothing there."""

    promises: tuple[Cell | None, ...]
    silences: tuple[Cell | None, ...]
    answers: tuple[Cell | None, ...]


def minimap(marked: Sequence[Stretch[Said]], length: int) -> Minimap:
    """The lanes over a text of so many characters; the stretches come in its order."""
    promises: list[_Placed] = []
    silences: list[_Placed] = []
    answers: list[_Placed] = []
    for stretch, said in ((each, said) for each in marked for said in each.rows):
        if said.kind != Kind.PLEDGE:
            answers.append((stretch, said))
        elif said.signs == (Verdict.UNREPORTED,):
            silences.append((stretch, said))
        else:
            promises.append((stretch, said))
    return Minimap(_lane(promises, length), _lane(silences, length), _lane(answers, length))


def _lane(placed: Sequence[_Placed], length: int) -> tuple[Cell | None, ...]:
    parts: list[dict[str, list[str]]] = [{} for _ in range(PARTS)]
    for stretch, said in placed:
        for sign in said.signs:
            parts[stretch.start * PARTS // length].setdefault(sign, []).append(stretch.anchor)
    return tuple(_cell(part) for part in parts)


def _cell(part: dict[str, list[str]]) -> Cell | None:
    """What is most in it; of two the one that bars show first, and an answer before what answers nothing."""
    if not part:
        return None
    sign = min(part, key=lambda sign: (sign == UNPROMISED, -len(part[sign]), SIGNS.index(sign)))
    return Cell(sign, part[sign][0])
