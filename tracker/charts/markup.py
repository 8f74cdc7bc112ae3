"""A drawn SVG made fit for the page: colours as classes, no style, no fonts, nothing that draws nothing."""

from __future__ import annotations

import re

from lxml import etree

from tracker.charts.theme import WIDTH, colours

_SVG = "{http://www.w3.org/2000/svg}"
#: Attributes the page needs none of: its own face is used, and the table says what the marks say.
_DROPPED = ("style", "class", "role", "pointer-events", "font-family", "xml:space", "version")
#: What says no more than its absence.
_PLAIN = {"opacity": "1", "stroke-dasharray": "1,0"}
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
#: How Vega writes a full circle as a path.
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
_NOTHING = ("", "M0,0h0v0h0Z")


class UnknownColourError(ValueError):
    """A chart used a colour that is no token of the theme."""


def for_page(drawn: str) -> str:
    """The SVG element as HTML takes it inline, hidden from screen readers; raises UnknownColourError."""
    root = etree.fromstring(drawn.encode())
    names = {value: name for name, value in reversed(colours().items())}
    for node in list(root.iter()):
        _mend(node, names)
    _flatten(root)
    _x, _y, width, height = (float(number) for number in root.get("viewBox").split())
    for name in list(root.attrib):
        del root.attrib[name]
    root.set("class", "drawn")
    # As wide as every other: a chart that is narrower would be enlarged, and its letters with it.
    root.set("viewBox", f"0 0 {max(width, WIDTH):g} {height:g}")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode").replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def _mend(node: etree._Element, names: dict[str, str]) -> None:
    if node.tag == f"{_SVG}path" and node.get("d") in _NOTHING:
        _remove(node)
        return
    for name in list(node.attrib):
        if name in _DROPPED or name.startswith("aria-") or _PLAIN.get(name) == node.get(name):
            del node.attrib[name]
        elif name in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "stroke-width"):
            node.set(name, _NUMBER.sub(lambda found: f"{float(found[0]):.1f}", node.get(name)))
    classes = []
    for name in ("fill", "stroke"):
        value = node.get(name)
        if value in (None, "none", "transparent"):
            continue
        if value not in names:
            raise UnknownColourError(f"{value} of a chart is no token of the theme")
        classes.append(f"{name}-{names[value]}")
        del node.attrib[name]
    if classes:
        node.set("class", " ".join(classes))
    _round(node)


def _round(node: etree._Element) -> None:
    """A path that is a full circle becomes one, at a third of the length."""
    circle = _CIRCLE.fullmatch(node.get("d", ""))
    moved = _MOVED.fullmatch(node.get("transform", ""))
    if node.tag != f"{_SVG}path" or circle is None or moved is None:
        return
    node.tag = f"{_SVG}circle"
    del node.attrib["d"], node.attrib["transform"]
    for name, value in (("cx", moved[1]), ("cy", moved[2]), ("r", circle[1])):
        node.set(name, value)


def _flatten(root: etree._Element) -> None:
    """Groups that say nothing give their place to what they hold; empty ones go."""
    for node in reversed(list(root.iter(f"{_SVG}g"))):
        if node.get("transform") == "translate(0,0)":
            del node.attrib["transform"]
        if not len(node):
            _remove(node)
        elif not node.attrib and node is not root:
            parent = node.getparent()
            at = parent.index(node)
            parent[at : at + 1] = list(node)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
