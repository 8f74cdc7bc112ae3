"""``make demo``: everything a visitor needs on this machine, from an empty database to a running site.

Every step is safe to repeat and does only what is missing, so a second run is up in seconds. Ctrl-C stops all of it.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.core.exceptions import ImproperlyConfigured

from tracker import environment, processes
from tracker.local import locks, places, servers
from tracker.local.secrets import kept

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STAFF = "staff"
#: Beside the superuser one account for each role, of the role's name: two people can be tried by one.
ROLES = ("contributor", "reviewer", "publisher", "auditor")
#: Seconds the web server may take for its first page.
PATIENCE = 60


class DemoError(Exception):
    """Why the demo cannot run, in one line."""


def main() -> None:
    """Run the demo until a signal or until one of its processes ends; leaves nothing running."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), _interrupt)
    began = time.monotonic()
    try:
        with _alone(places.var()):
            site = f"http://127.0.0.1:{_free_port()}"
            running = processes.Processes(places.var())
            running.write_down()
            try:
                _prepare()
                _start(running, site)
                _greet(site, time.monotonic() - began)
                _watch(running)
            finally:
                for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                    signal.signal(getattr(signal, name), signal.SIG_IGN)
                try:
                    print("\nstopping …", flush=True)
                except OSError:  # whoever read this is gone: stop all the same
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                running.stop()
                servers.stop(places.var())
    except KeyboardInterrupt:
        print("stopped.")
    except (DemoError, servers.LocalServerError, ImproperlyConfigured, OSError) as error:
        sys.exit(f"duixian: {error}")


def _interrupt(*_signal: object) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """One demo at a time in ``var``; what a killed one left behind is stopped first."""
    var.mkdir(parents=True, exist_ok=True)
    lock = locks.claim(var / "demo.lock")
    if lock is None:
        raise DemoError("the demo of this folder is running already; make stop stops it.")
    try:
        processes.stop(var)
        yield
    finally:
        os.close(lock)


def _free_port() -> int:
    """The port to serve on: PORT or 8000; raises DemoError where it is busy."""
    port = environment.number("PORT", 8000, least=1, most=65535)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise DemoError(f"port {port} is not free; choose another: PORT={_other(port)} make demo") from None
    return port


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def _prepare() -> None:
    """Bring database and files up to date."""
    with _step("database and broker"):
        servers.ensure()
    import django

    django.setup()
    commands = [
        ("tables", ["migrate", "--verbosity=0", "--no-input"]),
        ("places and indicators", ["load_fixtures"]),
        ("style sheets", ["collectstatic", "--verbosity=0", "--no-input"]),
        ("digests of reports", ["ingest", str(places.ROOT / "fixtures" / "digests")]),
    ]
    if corpus := environment.text("CORPUS", ""):
        commands.append((f"reports in {corpus}", ["ingest", corpus]))
    for what, (name, *arguments) in commands:
        with _step(what):
            _command(name, *arguments)
    with _step("staff accounts"):
        _staff()


def _command(name: str, *arguments: str) -> None:
    """Run a command of manage.py; raises DemoError where it fails."""
    from django.core.management import CommandError, call_command
    from django.db import Error

    from tracker import acting

    try:
        with nullcontext() if name == "migrate" else acting.command(name):
            call_command(name, *arguments)
    except (CommandError, Error) as error:
        raise DemoError(f"{name} failed: {' '.join(str(error).split())}") from error
    except SystemExit as error:
        if error.code:
            raise DemoError(f"{name} failed.") from error


def _staff() -> None:
    """Have the staff accounts, each with the password of its file in var/ unless somebody changed it since.

    Those of the roles are made for trying things on this machine, and so never in production.
    """
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.db.backends.postgresql.base import DatabaseWrapper

    _account(STAFF, is_superuser=True)
    for role in () if settings.PRODUCTION else ROLES:
        _account(role).groups.add(Group.objects.get(name=role))
    # Nobody here asks the database again; an open pool would complain when the servers stop.
    cast(DatabaseWrapper, connection).close_pool()


def _account(name: str, *, is_superuser: bool = False) -> User:
    """The account of this name, made where it is not there; a new password file means a new password."""
    from django.contrib.auth.models import User

    fresh = not _password_file(name).exists()
    password = password_of(name)
    user = User.objects.filter(username=name).first()
    if user is None:
        return User.objects.create_user(name, password=password, is_staff=True, is_superuser=is_superuser)
    if fresh:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def password_of(name: str) -> str:
    """The password made for the account: 16 characters, short enough to be typed."""
    return kept(_password_file(name), size=12)


def _password_file(name: str) -> Path:
    return places.var() / f"{name}-password"


def _start(running: processes.Processes, site: str) -> None:
    """Start worker and web server; return when a page has been served."""
    with _step("worker and web server"):
        python = [sys.executable, "-m"]
        running.start(
            "worker",
            [*python, "celery", "-A", "tracker.worker", "worker", "--concurrency=2", "--loglevel=INFO"],
        )
        running.start(
            "web",
            [
                *(*python, "granian", "--interface=wsgi", "--host=127.0.0.1", f"--port={site.rpartition(':')[2]}"),
                *("--workers=2", "--blocking-threads=4", "--no-ws", "tracker.wsgi:application"),
            ],
        )
        deadline = time.monotonic() + PATIENCE
        while not _serves(site, running.log("web")):
            _check(running)
            if time.monotonic() > deadline:
                raise DemoError(f"the web server has not served a page in {PATIENCE} s; see {running.log('web')}")
            time.sleep(0.1)


def _serves(site: str, log: Path) -> bool:
    try:
        with urlopen(f"{site}/", timeout=PATIENCE):  # noqa: S310 (our own address)
            return True
    except HTTPError as error:
        raise DemoError(f"{site}/ answers with error {error.code}; see {log}.") from error
    except (URLError, ConnectionError):
        return False


def _check(running: processes.Processes) -> None:
    if name := running.ended():
        raise DemoError(f"the {name} ended: {running.last_words(name)} (log: {running.log(name)})")


def _greet(site: str, seconds: float) -> None:
    from django.conf import settings
    from django.urls import reverse

    roles = () if settings.PRODUCTION else ROLES
    print(
        f"\nDuixian is running, after {seconds:.1f} s:\n"
        f"  scoreboard     {site}/\n"
        f"  staff sign-in  {site}{reverse('admin:index')}  user {STAFF}  password {password_of(STAFF)}\n"
        + "".join(f"                 user {role:<12} password {password_of(role)}\n" for role in roles)
        + "Ctrl-C stops everything.",
        flush=True,
    )


def _watch(running: processes.Processes) -> None:
    """Return never; a database or broker that died is started again; raises DemoError when a process ends."""
    while True:
        _check(running)
        servers.revive()
        time.sleep(1)


@contextmanager
def _step(what: str) -> Iterator[None]:
    began = time.monotonic()
    print(f"· {what} …", flush=True)
    yield
    print(f"  {what}: {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main()
