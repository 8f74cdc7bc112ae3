"""What the environment says, typed: a wrong value is one clear error that names its variable."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str | None = None) -> str:
    """The variable's value without surrounding space; ``default`` where unset or empty.

    Raises ImproperlyConfigured where it is unset and has no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} must be set.")
    return default


def flag(name: str, default: bool) -> bool:
    """True or False from 1/0, true/false, yes/no, on/off in any case; anything else raises."""
    value = text(name, "").lower()
    if not value:
        return default
    if value in YES or value in NO:
        return value in YES
    raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off; it is {value!r}.")


def number(name: str, default: int, least: int = 0, most: int | None = None) -> int:
    """A whole number of at least ``least`` and at most ``most``; anything else raises."""
    value = text(name, str(default))
    try:
        count = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number; it is {value!r}.") from None
    if count < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}; it is {count}.")
    if most is not None and count > most:
        raise ImproperlyConfigured(f"{name} must be at most {most}; it is {count}.")
    return count


def share(name: str, default: float) -> float:
    """A share between 0 and 1, such as 0.1; anything else raises."""
    value = text(name, str(default))
    try:
        found = float(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a share between 0 and 1; it is {value!r}.") from None
    if not 0 <= found <= 1:
        raise ImproperlyConfigured(f"{name} must be a share between 0 and 1; it is {value!r}.")
    return found


def choice(name: str, choices: tuple[str, ...], default: str) -> str:
    """One of ``choices``; anything else raises."""
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}; it is {value!r}.")
    return value


def words(name: str, default: tuple[str, ...] | None = None) -> list[str]:
    """A comma-separated list without empty parts; raises where unset and without default."""
    value = text(name, None if default is None else ",".join(default))
    return [word for part in value.split(",") if (word := part.strip())]


def address(name: str, schemes: tuple[str, ...], default: str | None = None) -> str:
    """A URL whose scheme is one of ``schemes``; the message never repeats the URL, which may hold a password."""
    value = text(name, default)
    if value and urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}.")
    return value


def database(name: str) -> dict[str, Any]:
    """Django's settings for the PostgreSQL database at the URL in ``name``, query parameters as OPTIONS.

    Unset: a database without a name, which Django refuses with a clear error at the first query; that is
    what a command that needs no database runs with.
    """
    url = urlsplit(address(name, ("postgres", "postgresql"), default=""))
    try:
        port = url.port
    except ValueError:
        raise ImproperlyConfigured(f"{name} has a port that is not a number.") from None
    if url.scheme and not url.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database; it must end in /NAME.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }
