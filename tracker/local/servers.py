"""The one function a door calls: the database and the broker are there when it returns."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.local.errors import LocalServerError
from tracker.local.homes import home
from tracker.local.life import ensure as ensure_server
from tracker.local.life import stop as stop_server
from tracker.local.places import var
from tracker.local.postgres import Postgres
from tracker.local.valkey import Valkey

__all__ = ["LocalServerError", "ensure", "stop"]


def ensure() -> None:
    """Set DATABASE_URL and REDIS_URL to local servers where they are not set, starting what does not run.

    In production nothing is started: the settings demand both. Call it before the settings are read. Safe to call from
    many processes at once. Raises LocalServerError.
    """
    if os.environ.get("DUIXIAN_ENV") == "production":
        return
    try:
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = ensure_server(Postgres(home(var(), "postgres")))
        if not os.environ.get("REDIS_URL"):
            os.environ["REDIS_URL"] = ensure_server(Valkey(home(var(), "valkey")))
    except OSError as error:
        raise LocalServerError(f"the local servers could not be started: {error}.") from error


def stop(directory: Path) -> list[str]:
    """Stop the local servers whose files lie in ``directory``; the names of those that ran."""
    kinds = {"postgres": Postgres, "valkey": Valkey}
    return [
        name for name, kind in kinds.items() if (directory / name).is_dir() and stop_server(kind(home(directory, name)))
    ]
