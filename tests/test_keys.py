"""The desks' keys: what the handbook prints is what the scripts do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tracker.site import keys
from tracker.site.handbook import CHAPTERS

SCRIPTS = Path(__file__).parent.parent / "tracker" / "static" / "tracker" / "admin"
#: What the browser or another file makes of them.
ELSEWHERE = {"Esc", "Enter", "Shift+←", "Shift+→"}
NAMED = {"↓": "ArrowDown", "↑": "ArrowUp", "Space": " ", "1–9": "digit"}


@pytest.mark.parametrize(("desk", "table"), [("reading", keys.READING), ("linking", keys.LINKING)])
def test_every_key_that_is_told_is_one_of_the_script(desk, table):
    script = (SCRIPTS / desk / "keys.js").read_text().partition("const KEYS")[2].partition("\n};")[0]
    known = {quoted or bare for quoted, bare in re.findall(r'(?:"([^"]+)"|\b(\w+)): "', script)}
    told = {NAMED.get(name, name) for group in table for key in group.keys for name in key.names}
    assert told - ELSEWHERE <= known
    # "=" is "+" without Shift, which is not told.
    assert known - told - {"="} <= ELSEWHERE


def test_what_means_the_same_has_the_same_key():
    does = [{key.does: key.names for group in table for key in group.keys} for table in (keys.READING, keys.LINKING)]
    same = does[0].keys() & does[1].keys()
    assert len(same) >= 3
    assert all(does[0][words] == does[1][words] for words in same)


def test_the_handbook_prints_the_keys_of_both_desks():
    chapters = {chapter.anchor: chapter.keys for chapter in CHAPTERS if chapter.keys}
    assert chapters == {"read": keys.READING, "link": keys.LINKING}
    for table in chapters.values():
        printed = render_to_string("_parts/keys.html", {"keys": table})
        told = [name for group in table for key in group.keys for name in key.names]
        assert re.findall("<kbd>(.*?)</kbd>", printed) == told
