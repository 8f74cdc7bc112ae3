"""Keeps the search for garbage out of the way of answers: a web server calls `settle` once everything is loaded."""

from __future__ import annotations

import gc
from itertools import count
from typing import Any

from django.core.signals import request_finished

#: Objects made before Python searches the youngest by itself: more than a page makes, so that it is done when the page
#: is sent.
_YOUNGEST = 200_000
#: After so many answers older objects are searched, too, and after so many all: what one thread's page still needed
#: while another's was sent has grown older by that.
_OLDER, _ALL = 20, 400
_sent = count(1)


def settle() -> None:
    """Set aside what is loaded, and search for garbage when an answer is sent instead of while it is made.

    The rows of a page refer to each other (a commitment to its verdict and back), so it takes a search to free them;
    left to itself it comes in the midst of every fifth page or so and stops that for a tenth of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNGEST)
    request_finished.connect(_search, dispatch_uid="tracker.memory")


def _search(**_of_signal: Any) -> None:
    number = next(_sent)
    gc.collect(2 if number % _ALL == 0 else 1 if number % _OLDER == 0 else 0)
