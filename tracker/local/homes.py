"""Where a local server's files lie: ours under var/, the server's own where its account can reach them."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from tracker.local.accounts import Account, serving

#: For root, where the code lies under a directory closed to others: server data and copies of the programs.
ELSEWHERE = Path("/var/lib/duixian")


@dataclass(frozen=True, slots=True)
class Home:
    """A server's place: ``directory`` holds our locks, password and port, ``data`` what the server writes."""

    directory: Path
    data: Path
    account: Account

    def program(self, package: Path, relative: str) -> Path:
        """A program of a wheel as the account can run it: in place, or in a copy made once per version.

        ``package`` is the part of the installed wheel the program needs around it.
        """
        program = package / relative
        if not self.account.is_other or self.account.reaches(program):
            return program
        # Two clones may hold two versions of a wheel: the size and time of the program tell them apart.
        stat = program.stat()
        copy = ELSEWHERE / "programs" / f"{package.name}-{stat.st_size}-{stat.st_mtime_ns}"
        if not copy.exists():
            draft = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}")
            draft.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(package, draft, symlinks=True)
            try:
                draft.rename(copy)
            except OSError:  # another clone was first
                shutil.rmtree(draft)
        return copy / relative


def home(var: Path, name: str) -> Home:
    """The home of server ``name`` under ``var``, made when missing.

    If the account cannot reach ``var`` the data lies under /var/lib/duixian and the file ``elsewhere`` in our
    directory says where; the name there is random, so that a new clone in an old one's path starts empty.
    """
    directory = var / name
    directory.mkdir(parents=True, exist_ok=True)
    account = serving()
    pointer = directory / "elsewhere"
    if pointer.exists():
        return Home(directory, Path(pointer.read_text()), account)
    if not account.is_other or account.reaches(directory):
        return Home(directory, directory / "data", account)
    place = ELSEWHERE / f"{name}-{secrets.token_hex(8)}"
    place.mkdir(parents=True)
    pointer.write_text(str(place / "data"))
    return Home(directory, place / "data", account)
