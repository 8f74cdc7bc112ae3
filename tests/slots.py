"""A place of its own for each test run: servers, keys and static files under var/test/1, var/test/2, …

A run takes the first place that no living run holds, so that two runs at once never meet and the servers of an
earlier run are used again. The demo's data is never touched.
"""

from __future__ import annotations

import os

from tracker.local import locks, places, servers

#: Far more runs at once than a machine bears.
MOST = 20


def take() -> None:
    """Take a place, start its servers and name them in the environment; workers of a run (xdist) share its place.

    Without effect on DATABASE_URL and REDIS_URL where they are set: then the tests run on those servers.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    for number in range(1, MOST + 1):
        place = places.ROOT / "var" / "test" / str(number)
        place.mkdir(parents=True, exist_ok=True)
        # Held until this process ends, however it ends.
        if locks.claim(place / "run.lock") is not None:
            os.environ["DUIXIAN_VAR"] = str(place)
            servers.ensure()
            return
    raise RuntimeError(f"{MOST} test runs are under way in this directory")


def collect_static_files() -> None:
    """Bring the place's static files up to date."""
    from django.core.management import call_command

    place = places.var()
    with locks.locked(place / "static.lock"):
        call_command("collectstatic", verbosity=0, interactive=False)
