"""Times every type of public page: ``CORPUS=FOLDER python -m tests.bench site``, a part of `make bench`.

Each type is asked for at several addresses, drawn evenly from all there are: with nothing in the cache, with nothing
but the charts, which the worker draws ahead, and with everything in it. Beside the times stand the queries and the
bytes that travel, and how long a bare loop took in the same minute: a machine's pace may change by half within a run.
So the last column says what the pages with nothing but charts take while nobody else is at work: 95 % of the addresses
by the shortest time of each.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

#: Addresses of each type, and how often each is asked for.
DRAWN, ROUNDS = 20, 5
#: Milliseconds that 95 of 100 answers are to keep to, with nothing but charts in the cache and with everything.
MOST_UNCACHED, MOST_CACHED = 100, 20
#: Bytes of a page without charts, its styles and scripts not counted.
LARGEST = 150_000


def show_pages() -> None:
    """Print a line for each type of page."""
    from django.core.cache import cache
    from django.core.signals import request_finished
    from django.db import connection
    from django.test import Client

    from tests.bench.desk import Asked
    from tracker import memory

    sent: list[float] = []

    def note(**_sent: Any) -> None:
        sent.append(time.perf_counter())

    def get(page: str) -> tuple[float, int]:
        """How many milliseconds passed until the answer was sent, and its bytes."""
        begin = time.perf_counter()
        response = client.get(page, headers={"accept-encoding": "gzip"})
        assert response.status_code == 200, f"{page}: {response.status_code}"
        return (sent[-1] - begin) * 1000, len(response.content)

    client = Client()
    # Before what the web server does when an answer is sent.
    request_finished.connect(note)
    memory.settle()
    heads = f"{'nothing':>11} {'but charts':>12} {'cached':>9}  queries  kB, packed  loop  least"
    print(f"{'page (ms; median and 95 %)':<26} {heads}")
    over = []
    # What is simulated names no standing indicator.
    for name, addresses in ((name, pages) for name, pages in _addresses() if pages):
        anew, fresh, again, loops, least, most, largest = [], [], [], [], [], 0, 0
        get(addresses[0])
        for page in addresses:
            loops.append(_loop())
            for number in range(ROUNDS):
                cache.clear()
                anew.append(get(page)[0])
                asked = Asked()
                with connection.execute_wrapper(asked):
                    # Another address to the cache, the same page to everybody else.
                    took, size = get(f"{page}{'&' if '?' in page else '?'}x={number}")
                fresh.append(took)
                most, largest = max(most, len(asked.queries)), max(largest, size)
                again.append(get(page)[0])
            least.append(min(fresh[-ROUNDS:]))
        is_over = _high(fresh) > MOST_UNCACHED or _high(again) > MOST_CACHED or largest > LARGEST
        over += [name] if is_over else []
        times = "  ".join(f"{_middle(took):>4.0f} {_high(took):>5.0f}" for took in (anew, fresh, again))
        print(
            f"{name:<26} {times} {most:>8} {largest / 1000:>11.1f} {_middle(loops):>5.1f} {_high(least):>6.0f}"
            f"{'  OVER' if is_over else ''}",
            flush=True,
        )
    print(f"{len(over)} types of page over {MOST_UNCACHED} ms uncached, {MOST_CACHED} ms cached or {LARGEST} bytes")


def _loop() -> float:
    """Milliseconds of a million additions, whatever the program does."""
    begin, total = time.perf_counter(), 0
    for number in range(1_000_000):
        total += number
    return (time.perf_counter() - begin) * 1000


def _middle(took: Sequence[float]) -> float:
    return sorted(took)[len(took) // 2]


def _high(took: Sequence[float]) -> float:
    return sorted(took)[int(0.95 * (len(took) - 1))]


def _addresses() -> Iterator[tuple[str, list[str]]]:
    """Each type of page with some of its addresses, in Chinese and English by turns."""
    from django.urls import reverse
    from django.utils import translation

    from reports.models import Jurisdiction, Report
    from tracker.models import Commitment, TopicTally

    def drawn(rows: Any) -> list[Any]:
        found = list(rows)
        return found[:: max(1, len(found) // DRAWN)][:DRAWN]

    def named(name: str, rows: Sequence[Any] = ((),), query: str = "") -> list[str]:
        pages = []
        for number, row in enumerate(rows):
            with translation.override(("zh-hans", "en")[number % 2]):
                pages.append(reverse(f"site:{name}", args=row) + query)
        return pages

    governments = drawn(
        Jurisdiction.objects.filter(reports__isnull=False).distinct().order_by("code").values_list("code")
    )
    current = Commitment.objects.current()
    years = drawn(current.order_by("jurisdiction__code", "year").values_list("jurisdiction__code", "year").distinct())
    pledges = drawn(current.order_by("pk").values_list("pk"))
    documents = drawn(Report.objects.filter(superseded_by__isnull=True).order_by("pk").values_list("pk"))
    of_indicators = drawn(
        current.filter(indicator__isnull=False).order_by("indicator__code").values_list("indicator__code").distinct()
    )
    topics = drawn(TopicTally.objects.order_by("topic").values_list("topic").distinct())
    yield "front", named("front", [(), ()])
    yield "front, of one level", named("front", query="?level=county")
    yield "government", named("government", governments)
    yield "government in a year", named("government_year", years)
    yield "commitment", named("commitment", pledges)
    yield "report", named("report", documents)
    yield "report's statements", named("report_statements", documents)
    yield "indicator", named("indicator", of_indicators)
    yield "topic", named("topic", topics)
    five = "&".join(f"g={code}" for (code,) in governments[:5])
    yield "compare, five governments", named("compare", [(), ()], f"?{five}")
    for query in ("?q=增长", "?q=学校", "?q=公路&in=outcome", "?q=没有的词"):
        yield f"search {query}", named("search", query=query)
    for name in ("indicators", "topics", "places", "pledges", "corrections", "publications", "audit", "methodology",
                 "glossary", "about", "handbook", "labelling", "data"):  # fmt: skip
        yield name, named(name, [(), ()])
