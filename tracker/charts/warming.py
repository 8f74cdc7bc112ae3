"""What draws made ready ahead, beside a web server's first pages: else the first reader of a chart waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

#: Seconds after the start: the first pages come first, and on a small machine two of these at once come late.
DELAY = 5


def begin(then: Callable[[], None]) -> threading.Timer:
    """Make ready in a while, in a thread that keeps no process alive, and call `then`; returns its timer."""

    def run() -> None:
        ready()
        then()

    timer = threading.Timer(DELAY, run)
    timer.daemon = True
    timer.start()
    return timer


def ready() -> None:
    """Draw a picture of nothing: that loads the grammar, starts the engine and reads the face. Takes some seconds."""
    from tracker.charts.canvas import Canvas
    from tracker.charts.images import painted

    canvas = Canvas()
    canvas.words("兑现", 0, 40, 40, "ink")
    painted(canvas.drawn())
