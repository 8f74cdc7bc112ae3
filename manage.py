#!/usr/bin/env python
"""Every command of the project: ``python manage.py COMMAND``."""

import os
import sys
from importlib import import_module

#: Pure commands, from file to text: they run without Django's apps, so that they answer in a fraction of a second.
READING = {"extract": "reports", "assess": "tracker"}
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


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name in READING:
        command = import_module(f"{READING[name]}.management.commands.{name}").Command()
        command.requires_system_checks = ()
        command.run_from_argv(sys.argv)
        return

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from tracker.local import servers

    try:
        if not (name in NO_DATABASE or name.startswith("-") or {"-h", "--help"} & set(sys.argv)):
            servers.ensure()
        execute_from_command_line(sys.argv)
    except (servers.LocalServerError, ImproperlyConfigured) as error:
        sys.exit(f"duixian: {error}")


if __name__ == "__main__":
    main()
