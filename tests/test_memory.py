"""Garbage is searched for when an answer is sent, not while it is made."""

from __future__ import annotations

import subprocess
import sys

#: In a process of its own, for it changes the whole process.
PROGRAM = """
import gc, weakref
from django.core.signals import request_finished
from tracker import memory

class Row:
    pass

def page_of(number):
    rows = [Row() for _ in range(number)]
    for row in rows:
        row.itself = row
    return rows

def page():
    return weakref.ref(page_of(20_000)[0])

searches = []
memory.settle()
gc.callbacks.append(lambda phase, info: searches.append(info["generation"]) if phase == "start" else None)
kept = page()
assert kept() is not None and searches == [], searches
request_finished.send(None)
assert kept() is None and searches == [0], searches
# Pages that are still being made while others are sent.
for _ in range(900):
    rows = page_of(1_000)
    request_finished.send(None)
    del rows
assert len(gc.get_objects()) < 500_000, len(gc.get_objects())
print("settled")
"""


def test_it_works():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.stdout == "settled\n", done.stderr
