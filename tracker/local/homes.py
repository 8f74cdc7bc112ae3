"""Where a local server's files lie: ours under var/, the server's own where its account can reach them."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from contextlib import suppress
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

    def program(self, program: Path, parts: tuple[str, ...]) -> Path:
        """A program of a wheel as the account can run it: in place, or in a copy made once per version.

        ``parts`` are the directories beside one another that hold the program and the libraries it finds by their
        place; the first of them holds the program.
        """
        if not self.account.is_other or self.account.reaches(program):
            return program
        site = next(parent for parent in program.parents if (parent / parts[0]).is_dir())
        # Two clones may hold two versions of a wheel: the sizes of its programs tell them apart.
        sizes = sorted((file.name, file.stat().st_size) for file in program.parent.iterdir())
        version = hashlib.sha256(repr(sizes).encode()).hexdigest()[:16]
        copy = ELSEWHERE / "programs" / f"{parts[0]}-{version}"
        if not copy.exists():
            draft = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}")
            for part in parts:
                if (site / part).is_dir():
                    shutil.copytree(site / part, draft / part, symlinks=True)
            try:
                draft.rename(copy)
            except OSError:  # another clone was first
                shutil.rmtree(draft)
        return copy / program.relative_to(site)


def home(var: Path, name: str) -> Home:
    """The home of server ``name`` under ``var``, made when missing.

    If the account cannot reach ``var`` the data lies under /var/lib/duixian and the file ``elsewhere`` in our
    directory says where; the name there is random, so that a new clone in an old one's path starts empty.
    """
    directory = var / name
    directory.mkdir(parents=True, exist_ok=True)
    account = serving()
    pointer = directory / "elsewhere"
    if not pointer.exists() and (not account.is_other or account.reaches(directory)):
        return Home(directory, directory / "data", account)
    place = point(pointer, ELSEWHERE / f"{name}-{secrets.token_hex(8)}")
    place.mkdir(parents=True, exist_ok=True)
    return Home(directory, place / "data", account)


def point(pointer: Path, place: Path) -> Path:
    """The place in the file ``pointer``, which is ``place`` if none stood there.

    Written aside and linked whole: of processes that start together all take the first one's place.
    """
    draft = pointer.with_name(f"{pointer.name}.{secrets.token_hex(4)}")
    draft.write_text(str(place))
    try:
        with suppress(FileExistsError):
            os.link(draft, pointer)
    finally:
        draft.unlink()
    return Path(pointer.read_text())
