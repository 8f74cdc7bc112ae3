"""The demo's worker and web server: started, watched and stopped together.

They are written down with the time each began, for a process id alone may by now belong to somebody else.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tracker.local import places

#: Seconds a process has to finish what it does (a page, a task) before it is killed; a killed task is run again.
GRACE = 10
#: Seconds the demo has for that and for stopping its servers, when another process stops it.
GRACE_OF_DEMO = 3 * GRACE


@dataclass(slots=True)
class Processes:
    """The processes of one demo whose files lie in ``var``."""

    var: Path
    started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, arguments: list[str]) -> None:
        """Start a process in a session of its own, so that Ctrl-C reaches us alone and we stop it in order."""
        with open(self.log(name), "wb") as log:
            self.started[name] = subprocess.Popen(
                arguments,
                cwd=places.ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.write_down()

    def write_down(self) -> None:
        """Note who we are and whom we started, for ``stop`` in another process."""
        known = {"demo": os.getpid()} | {name: process.pid for name, process in self.started.items()}
        notes = {}
        for name, pid in known.items():
            with suppress(psutil.NoSuchProcess):
                notes[name] = [pid, psutil.Process(pid).create_time()]
        (self.var / "demo.json").write_text(json.dumps(notes))

    def ended(self) -> str | None:
        """The name of a process that is no more, or None while all live."""
        return next((name for name, process in self.started.items() if process.poll() is not None), None)

    def last_words(self, name: str) -> str:
        """The last line of a process's log."""
        lines = self.log(name).read_text(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")

    def log(self, name: str) -> Path:
        return self.var / f"{name}.log"

    def stop(self) -> None:
        """End all that were started; returns when they are gone."""
        _end([psutil.Process(process.pid) for process in self.started.values() if process.poll() is None])


def living(var: Path) -> dict[str, psutil.Process]:
    """What lives of the demo of ``var``, by name; ``demo`` itself comes first."""
    try:
        notes = json.loads((var / "demo.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    found = {}
    for name, (pid, began) in notes.items():
        with suppress(psutil.NoSuchProcess):
            if (process := psutil.Process(pid)).create_time() == began:
                found[name] = process
    return found


def stop(var: Path) -> list[str]:
    """Stop a demo that another process started, or what is left of it; the names of what was stopped."""
    found = living(var)
    # One by one: the demo stops the others in order.
    for process in found.values():
        _end([process], GRACE_OF_DEMO)
    return list(found)


def _end(processes: list[psutil.Process], grace: float = GRACE) -> None:
    """Ask each to end, wait, then kill those that are left, with their children."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in _left(processes, grace):
        with suppress(psutil.NoSuchProcess):
            for child in process.children(recursive=True):
                child.kill()
            process.kill()
    _left(processes, grace)


def _left(processes: list[psutil.Process], grace: float) -> list[psutil.Process]:
    """Wait ``grace`` seconds at most for all to end; those that have not. One nobody has buried yet has ended."""
    deadline = time.monotonic() + grace
    while (left := [process for process in processes if _lives(process)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
