#!/usr/bin/env python
"""Every command of the project: ``python manage.py COMMAND``."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

#: Pure commands, from file to text: they run without Django's apps, so that they answer in a fraction of a second.
READING = {"extract": "reports", "assess": "tracker", "audit": "tracker", "compile_reading": "reports"}
#: Commands that need no database; every other one finds the servers running.
NO_DATABASE = {
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "stop_servers",
    "version",
}


#: Commands that change no rows of ours, or whose acts have a person of their own; every other one's are told its name.
NOT_ACTING = {"check", "makemigrations", "migrate", "runserver", "shell", "showmigrations", "sqlmigrate", "test"}
#: What PostgreSQL says of a database that was never, or not lately, migrated.
NO_SUCH_TABLE_OR_COLUMN = ("42P01", "42703")


def main() -> None:
    _use_own_python()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name in READING:
        _read(name)
        return

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import ProgrammingError

    from tracker.local import servers

    try:
        if not (name in NO_DATABASE or name.startswith("-") or {"-h", "--help"} & set(sys.argv)):
            servers.ensure()
        with _acting(name):
            execute_from_command_line(sys.argv)
    except (servers.LocalServerError, ImproperlyConfigured) as error:
        sys.exit(f"duixian: {error}")
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") not in NO_SUCH_TABLE_OR_COLUMN:
            raise
        missing = str(error).partition("\n")[0]
        sys.exit(f"duixian: the database is not up to date ({missing}): run `python manage.py migrate`")


def _acting(name: str) -> AbstractContextManager[object]:
    """What tells the history that this command is at work; nothing for one that changes no rows."""
    if name in NO_DATABASE | NOT_ACTING or name.startswith("-"):
        return nullcontext()
    from tracker import acting

    return acting.command(name)


def _use_own_python() -> None:
    """Go on with the Python of the project's own folder where the one at hand lacks what the project needs."""
    if find_spec("django"):
        return
    own = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
    if not own.exists():
        sys.exit("duixian: nothing is installed yet: run `make demo` (or `make test`) once")
    os.execv(own, [str(own), *sys.argv])  # noqa: S606 - our own interpreter, our own arguments


def _read(name: str) -> None:
    """Run a pure command; it ends quietly where its reader has seen enough (``extract FILE | head -1``)."""
    from django.core.management import CommandError

    command = import_module(f"{READING[name]}.management.commands.{name}").Command()
    command.requires_system_checks = ()
    # A wrong option is then answered with the usage and not with a traceback.
    command._called_from_command_line = True
    options = vars(command.create_parser(sys.argv[0], name).parse_args(sys.argv[2:]))
    try:
        # Not run_from_argv: it closes the database at the end, which asks for settings and a folder to write to.
        command.execute(*options.pop("args", ()), **options)
        sys.stdout.flush()
    except CommandError as error:
        if options["traceback"]:
            raise
        sys.exit(f"{name}: {error}")
    except BrokenPipeError:
        # What is still to be written goes nowhere, or Python would fail once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
