"""The numbers that Word sets before paragraphs itself (一、 （二） 3.), which stand in no paragraph's words."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    ["chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand"]
)
_PLACE = re.compile(r"%(\d)")


class Level(NamedTuple):
    """How one level of a list counts: its first number, its format, and the words around it (%1、)."""

    start: int
    format: str
    text: str


class Numbering:
    """Counts the lists of one document, paragraph after paragraph."""

    def __init__(self, part: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, str] = {}
        if part is not None:
            for element in part:
                if _kind(element) == "abstractNum":
                    self._levels[_attribute(element, "abstractNumId")] = _levels(element)
                elif _kind(element) == "num":
                    self._lists[_attribute(element, "numId")] = _child_value(element, "abstractNumId")
        # A style of paragraphs may be numbered (a heading of the first level: 一、).
        for style in styles if styles is not None else ():
            for found in style.iter():
                if _kind(found) == "numPr":
                    self._styles[_attribute(style, "styleId")] = _reference(found)

    def number(self, paragraph: Element) -> str:
        """The number before a paragraph as it is shown, empty where it has none or a mere dot; counts it."""
        listed, level = self._reference_of(paragraph)
        abstract = self._lists.get(listed, "")
        kinds = self._levels.get(abstract, {})
        if level not in kinds:
            return ""
        counts = self._counts[abstract]
        counts[level] = counts.get(level, kinds[level].start - 1) + 1
        for deeper in [found for found in counts if found > level]:
            del counts[deeper]
        if kinds[level].format in ("bullet", "none"):
            return ""

        def shown(place: re.Match[str]) -> str:
            of = int(place[1]) - 1
            kind = kinds.get(of, kinds[level])
            return _written(counts.get(of, kind.start), kind.format)

        return _PLACE.sub(shown, kinds[level].text)

    def _reference_of(self, paragraph: Element) -> tuple[str, int]:
        for properties in paragraph:
            if _kind(properties) == "pPr":
                for found in properties:
                    if _kind(found) == "numPr":
                        return _reference(found)
                return self._styles.get(_child_value(properties, "pStyle"), ("", 0))
        return "", 0


def _levels(abstract: Element) -> dict[int, Level]:
    levels = {}
    for element in abstract:
        if _kind(element) == "lvl":
            levels[int(_attribute(element, "ilvl") or 0)] = Level(
                int(_child_value(element, "start") or 1),
                _child_value(element, "numFmt"),
                _child_value(element, "lvlText"),
            )
    return levels


def _reference(numbered: Element) -> tuple[str, int]:
    """The list a paragraph belongs to, and its level in it."""
    return _child_value(numbered, "numId"), int(_child_value(numbered, "ilvl") or 0)


def _written(number: int, format: str) -> str:
    if format in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
        return ten + (_DIGITS[ones] if ones else "")
    if format == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x245F + number)
    return str(number)


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _child_value(element: Element, kind: str) -> str:
    return next((_attribute(child, "val") for child in element if _kind(child) == kind), "")
