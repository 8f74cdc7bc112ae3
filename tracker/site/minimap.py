"""Where in a report its promises, its silences and its answers lie: the text in equal parts, a mark for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.words import Kind, Verdict
from tracker.site.statements import SIGNS, UNPROMISED, Said

#: However many statements a report has, no lane has more marks than this.
PARTS = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the text in one lane: the sign most of its statements have, and where the first of these begins."""

    sign: str
    start: int


@dataclass(frozen=True, slots=True)
class Minimap:
    """Each lane has one cell for every part of the text, None where it has nothing there."""

    promises: tuple[Cell | None, ...]
    silences: tuple[Cell | None, ...]
    answers: tuple[Cell | None, ...]


def minimap(statements: Sequence[Said], length: int) -> Minimap:
    """The lanes over a text of so many characters; the statements come in its order."""
    promises, silences, answers = [], [], []
    for said in statements:
        if said.kind != Kind.PLEDGE:
            answers.append(said)
        elif said.signs == (Verdict.UNREPORTED,):
            silences.append(said)
        else:
            promises.append(said)
    return Minimap(_lane(promises, length), _lane(silences, length), _lane(answers, length))


def _lane(statements: Sequence[Said], length: int) -> tuple[Cell | None, ...]:
    parts: list[dict[str, list[int]]] = [{} for _ in range(PARTS)]
    for said in statements:
        for sign in said.signs:
            parts[said.start * PARTS // length].setdefault(sign, []).append(said.start)
    return tuple(_cell(part) for part in parts)


def _cell(part: dict[str, list[int]]) -> Cell | None:
    """What is most in it; of two the one that bars show first, and an answer before what answers nothing."""
    if not part:
        return None
    sign = min(part, key=lambda sign: (sign == UNPROMISED, -len(part[sign]), SIGNS.index(sign)))
    return Cell(sign, part[sign][0])
