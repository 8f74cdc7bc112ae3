"""What each key does at the staff's two desks, for the desks' own lists of keys and for the handbook.

What means the same has the same key at both; which key calls what stands beside the desks' scripts (`keys.js`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """What one of several keys does; two letters with a blank between are pressed one after the other."""

    names: tuple[str, ...]
    does: Any


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together, in the order they are told."""

    title: Any
    keys: tuple[Key, ...]


READING = (
    Group(
        _("Going through"),
        (
            Key(("j", "k", "↓", "↑"), _("next, previous")),
            Key(("n",), _("next to review")),
            Key(("u",), _("next unread figure")),
            Key(("f",), _("next filter of the list")),
            Key(("/",), _("search in the text")),
            Key(("g l",), _("go to the linking desk")),
            Key(("?",), _("this list of keys")),
        ),
    ),
    Group(
        _("Deciding"),
        (
            Key(("a",), _("accept and go on")),
            Key(("x",), _("reject and go on; set an unread figure aside")),
            Key(("e",), _("correct: into the form")),
            Key(("Enter",), _("in the form: accept with what it says")),
            Key(("Esc",), _("leave the form")),
            Key(("h",), _("hand back to the machine")),
            Key(("A",), _("accept all sure ones shown")),
            Key(("z", "Z"), _("take back, do again")),
        ),
    ),
    Group(
        _("In the text"),
        (
            Key(("w",), _("select the statement's words, once more the sentence")),
            Key(("Shift+←", "Shift+→"), _("move the end of the selection")),
            Key(("o",), _("go to the selection's other end")),
            Key(("+", "i"), _("add a statement from the selection")),
            Key(("b",), _("these are the statement's words")),
            Key(("v",), _("this is the statement's figure")),
            Key(("s",), _("split: another statement from the same words or from the selection")),
            Key(("Space",), _("mark for merging")),
            Key(("m",), _("merge with the marked ones, or with the next")),
        ),
    ),
)

LINKING = (
    Group(
        _("Going through"),
        (
            Key(("j", "k", "↓", "↑"), _("next, previous")),
            Key(("n",), _("next to check")),
            Key(("f",), _("the next list of pledges")),
            Key(("g r",), _("go to the reading desk")),
            Key(("?",), _("this list of keys")),
        ),
    ),
    Group(
        _("Deciding"),
        (
            Key(
                ("a", "Enter"),
                _("confirm what the machine took, and go on; where it took nothing, say what you found"),
            ),
            Key(("1–9",), _("this candidate answers it")),
            Key(("/",), _("choose another outcome of the report")),
            Key(("x",), _("refuse what stands as its answer")),
            Key(("h",), _("hand back to the machine")),
            Key(("A",), _("confirm many at once")),
            Key(("z",), _("take back")),
        ),
    ),
    Group(
        _("Not reported"),
        (
            Key(("0", "-"), _("not reported, with a reason")),
            Key(("1–9",), _("for this reason, and go on")),
            Key(("e",), _("write a note")),
            Key(("Esc",), _("leave the box")),
        ),
    ),
    Group(
        _("Several together"),
        (
            Key(("c",), _("several outcomes answer it together: parts, or figures that add up")),
            Key(("1–9",), _("mark this candidate, or no longer")),
            Key(("p", "Enter"), _("each of those marked answers a part")),
            Key(("+",), _("their figures add up")),
            Key(("Esc",), _("leave the box")),
        ),
    ),
)
