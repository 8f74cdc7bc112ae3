"""How a local server is started, attached to and stopped; what each server does itself stands in its own file.

Servers are detached: they outlive the command that started them, and the next command attaches. Who starts or stops
one holds ``start.lock``; whatever lives of a server holds ``alive.lock`` (see locks).
"""

from __future__ import annotations

import os
import socket
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass

from tracker.local.errors import LocalServerError
from tracker.local.homes import Home
from tracker.local.locks import claim, locked
from tracker.local.secrets import kept

#: Seconds a start may take: recovery after a crash replays the log, which can take a minute on a slow disk.
PATIENCE = 120
#: A port that was free a moment ago may be taken by the time the server binds it.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Server(ABC):
    """A server at home somewhere."""

    home: Home

    @abstractmethod
    def url(self) -> str:
        """Where it is reached, with its password."""

    @abstractmethod
    def start(self, alive: int) -> None:
        """Start it, detached, holding the claim ``alive``; may return before it answers, or after it failed."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it lets us in with our password and is ready for work."""

    @abstractmethod
    def end(self) -> None:
        """Ask it to stop in good order."""

    @abstractmethod
    def complaint(self) -> str:
        """Why it would not start, in one line from its log."""

    @property
    def password(self) -> str:
        return kept(self.home.directory / "password")

    @property
    def port(self) -> int:
        """The port it was last started on; 0 if it never was."""
        try:
            return int((self.home.directory / "port").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def take_port(self) -> int:
        """A free port on loopback, the last one if possible, so that whoever knows the address keeps it."""
        for port in (self.port, 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
                found: int = probe.getsockname()[1]
                (self.home.directory / "port").write_text(str(found))
                return found
        raise LocalServerError("no port is free on 127.0.0.1.")


def ensure(server: Server) -> str:
    """Attach to the server, or start it; return its URL. Raises LocalServerError."""
    alive = server.home.directory / "alive.lock"
    tries = 0
    deadline = time.monotonic() + PATIENCE
    with locked(server.home.directory / "start.lock"):
        while time.monotonic() < deadline:
            held = claim(alive)
            if held is None:
                if server.answers():
                    return server.url()
                time.sleep(0.05)
                continue
            try:
                if tries == TRIES:
                    raise LocalServerError(server.complaint())
                tries += 1
                server.start(held)
            finally:
                os.close(held)
    raise LocalServerError(
        f"a server at {server.home.directory} is alive but has not answered for {PATIENCE} s; "
        f"its log ends: {server.complaint()}"
    )


def stop(server: Server) -> bool:
    """Stop the server if it runs; whether it ran. Raises LocalServerError if it does not end."""
    with locked(server.home.directory / "start.lock"):
        deadline = time.monotonic() + PATIENCE
        ran = False
        while time.monotonic() < deadline:
            held = claim(server.home.directory / "alive.lock")
            if held is not None:
                os.close(held)
                return ran
            if not ran:
                ran = True
                server.end()
            time.sleep(0.05)
    raise LocalServerError(f"the server at {server.home.directory} does not stop.")
