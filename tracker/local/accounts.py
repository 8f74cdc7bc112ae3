"""The account a local server runs under, and what that account can reach.

PostgreSQL refuses to run as root. Where the project is run by root (a container, a build machine) both
servers run as a system account of their own.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.local.errors import LocalServerError

NAME = "duixian"


@dataclass(frozen=True, slots=True)
class Account:
    """Who a server runs as; ``is_other`` if that is not who runs this process."""

    user: int
    group: int
    is_other: bool

    def run(
        self, arguments: list[str], *, stdin: str = "", output: Path | None = None, keep: tuple[int, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account; its output is appended to ``output``, else returned.

        ``keep`` are file descriptors it inherits. A file rather than a pipe takes the output of a program that
        leaves a server behind: the server would hold the pipe open and the caller would wait for ever.
        """
        who: dict[str, Any] = {"user": self.user, "group": self.group, "extra_groups": []} if self.is_other else {}
        with open(output or os.devnull, "a") as log:
            return subprocess.run(
                arguments,
                input=stdin,
                stdout=log if output else subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                pass_fds=keep,
                # The directory we are called from may be closed to the account.
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                check=False,
                **who,
            )

    def reaches(self, path: Path) -> bool:
        """Whether the account can enter the directory or execute the file."""
        try:
            return self.run(["/bin/sh", "-c", '[ -x "$0" ]', str(path)]).returncode == 0
        except PermissionError:
            return False

    def give(self, path: Path) -> None:
        """Make the account the owner of ``path``."""
        if self.is_other:
            os.chown(path, self.user, self.group)


def serving() -> Account:
    """The account servers run under: our own, or for root a system account, made when it is missing."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    entry = _entry() or _created()
    return Account(entry.pw_uid, entry.pw_gid, is_other=True)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _created() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=f"/usr/sbin:/sbin:{os.defpath}")
    if program:
        subprocess.run(
            [program, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME],
            capture_output=True,
            check=False,  # somebody else may have made it meanwhile
        )
    entry = _entry()
    if entry is None:
        raise LocalServerError(
            f"PostgreSQL does not run as root and the account {NAME!r} could not be made: "
            "run as an ordinary user, or set DATABASE_URL and REDIS_URL."
        )
    return entry
