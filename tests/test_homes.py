"""Where a local server's data lies, when the account it runs under cannot reach the project."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tracker.local.homes import point


def test_starts_at_the_same_time_agree_on_one_place(tmp_path):
    pointer = tmp_path / "elsewhere"
    places = [Path(f"/var/lib/duixian/postgres-{number}") for number in range(16)]
    with ThreadPoolExecutor() as starts:
        agreed = set(starts.map(lambda place: point(pointer, place), places))
    assert len(agreed) == 1
    assert agreed <= set(places)
    assert [file.name for file in tmp_path.iterdir()] == ["elsewhere"]
