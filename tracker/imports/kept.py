"""What a check found, kept in files beside the upload: a line a change and a line a problem, read page by page."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from tracker.imports.rows import Act, Plan

#: More problems than this are counted and not listed: whoever mends so many mends them at their root.
MOST_PROBLEMS = 10_000


class Findings:
    """The changes and problems of a whole file, gathered piece by piece.

    `digest` is the same for two runs that would do the same.
    """

    def __init__(self, job: int) -> None:
        self._job = job
        self._changes, self._problems = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
        self._hash = hashlib.sha256()
        self._acts: Counter[str] = Counter()
        self._ignored: Counter[str] = Counter()
        self._unchanged = self._beside = 0
        self.problems = 0

    def add(self, plan: Plan) -> None:
        """Take the findings of some rows in."""
        for change in plan.changes:
            line = _line(change.as_json())
            self._hash.update(line)
            self._changes.write(line)
            self._acts[change.act] += 1
        for problem in plan.problems:
            if self.problems < MOST_PROBLEMS:
                self._problems.write(_line(problem))
            self.problems += 1
        self._unchanged += plan.unchanged
        self._ignored += plan.ignored
        self._beside += plan.beside

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def counted(self) -> dict[str, Any]:
        """The figures: rows by what they do, `unchanged` ones, `ignored` cells by column, figures told of twice."""
        acts = {act.value: self._acts[act] for act in Act if self._acts[act]}
        return {
            "acts": acts,
            "unchanged": self._unchanged,
            "ignored": dict(self._ignored),
            "beside": self._beside,
            "problems": self.problems,
        }

    def keep(self) -> dict[str, Any]:
        """The figures, with the names of the files in which changes and problems are kept from now on."""
        return {
            **self.counted(),
            "digest": self.digest,
            "changes_file": self._stored("changes", self._changes),
            "problems_file": self._stored("problems", self._problems),
        }

    def _stored(self, name: str, file: Any) -> str:
        file.seek(0)
        return default_storage.save(f"imports/{self._job}-{name}.jsonl", File(file))


def _line(what: dict[str, Any]) -> bytes:
    return json.dumps(what, ensure_ascii=False).encode() + b"\n"


def page(name: str, at: int, most: int) -> tuple[list[dict[str, Any]], int | None]:
    """So many lines of a kept file from the byte `at` on, and the byte where the next page begins, None at the end.

    A byte at which no line begins gives no lines.
    """
    with default_storage.open(name, "rb") as file:
        if at:
            file.seek(at - 1)
            if file.read(1) != b"\n":
                return [], None
        lines = [line for line in (file.readline() for _ in range(most)) if line]
        following = at + sum(map(len, lines))
        more = bool(file.read(1))
    return [json.loads(line) for line in lines], following if more else None


def every(name: str) -> Iterator[dict[str, Any]]:
    """All lines of a kept file."""
    with default_storage.open(name, "rb") as file:
        for line in file:
            yield json.loads(line)
