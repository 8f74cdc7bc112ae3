"""The one function a door calls: the database and the broker are there when it returns."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.local import life
from tracker.local.errors import LocalServerError
from tracker.local.homes import home
from tracker.local.life import Server
from tracker.local.places import var
from tracker.local.postgres import Postgres
from tracker.local.valkey import Valkey

__all__ = ["LocalServerError", "ensure", "revive", "stop"]

KINDS: dict[str, tuple[str, type[Server]]] = {"DATABASE_URL": ("postgres", Postgres), "REDIS_URL": ("valkey", Valkey)}


#: The local servers this process uses, by the variable that names each.
_used: dict[str, Server] = {}


def ensure() -> None:
    """Set DATABASE_URL and REDIS_URL to local servers where they are not set, starting what does not run.

    In production nothing is started: the settings demand both. Call it before the settings are read. Safe to call from
    many processes at once. Raises LocalServerError.
    """
    if os.environ.get("DUIXIAN_ENV") == "production":
        return
    for variable, (name, kind) in KINDS.items():
        if not os.environ.get(variable):
            server = kind(home(var(), name))
            os.environ[variable] = _ensured(server)
            _used[variable] = server


def revive() -> None:
    """Start again what died of the local servers this process uses. Raises LocalServerError.

    The address stays the same unless a stranger took the port meanwhile; that cannot be mended in a running process.
    """
    for variable, server in _used.items():
        if _ensured(server) != os.environ[variable]:
            raise LocalServerError(f"{variable} has a new address, for its port was taken; start again.")


def _ensured(server: Server) -> str:
    try:
        return life.ensure(server)
    except OSError as error:
        raise LocalServerError(f"the local servers could not be started: {error}.") from error


def stop(directory: Path) -> list[str]:
    """Stop the local servers whose files lie in ``directory``; the names of those that ran."""
    return [
        name for name, kind in KINDS.values() if (directory / name).is_dir() and life.stop(kind(home(directory, name)))
    ]
