"""How long work takes by the processor's clock, which stands still while other processes have their turn."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def shortest(work: Callable[[], object]) -> float:
    """Seconds of processor time, the shortest of three rounds: what disturbs one only lengthens it."""
    rounds = []
    for _ in range(3):
        began = process_time()
        work()
        rounds.append(process_time() - began)
    return min(rounds)
