"""Stop the demo, if it runs, and the local servers of this clone."""

from typing import Any

from django.core.management.base import BaseCommand

from tracker import processes
from tracker.local import places, servers


class Command(BaseCommand):
    help = "Stop the demo, if it runs, and every local server of this clone, those of test runs included."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        var = places.var()
        stopped = processes.stop(var)
        for directory in sorted({lock.parents[1] for lock in var.rglob("start.lock")}):
            stopped += [f"{name} in {directory}" for name in servers.stop(directory)]
        self.stdout.write("\n".join(f"stopped {name}" for name in stopped) or "nothing was running")
