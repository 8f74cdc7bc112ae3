"""The static files of a real start: whatever a module imports is named by what is in it."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from tracker.local import places

PAGES = (
    "tracker/admin/reading/desk.js", "tracker/admin/linking/main.js", "tracker/admin/coding.js",
    "tracker/site/report.js",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_modules_import_modules_by_their_hash(name):
    """An update changes the address of every module it touches, and of those that import it."""
    folder = places.var() / "static"
    waiting, seen = [folder / staticfiles_storage.stored_name(name)], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        assert re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", path.name)
        imported = re.findall(r'\bfrom\s+"(\.[^"]+)"', path.read_text())
        waiting += {(path.parent / each).resolve() for each in imported} - seen
    assert len(seen) > 1
