"""A task that tells when it starts and when it is done, and the worker that runs it, for the tests of the broker."""

from __future__ import annotations

import time
from pathlib import Path

from tracker.worker import app


@app.task
def tell(folder: str) -> None:
    """Write ``started`` into the folder's diary, wait for the file ``go``, write ``done``."""
    diary = Path(folder, "diary")
    with diary.open("a") as file:
        file.write("started\n")
    while not Path(folder, "go").exists():
        time.sleep(0.05)
    with diary.open("a") as file:
        file.write("done\n")
