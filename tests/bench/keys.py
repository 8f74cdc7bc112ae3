"""Times the keys of the reading desk: `python -m tests.bench keys [CHARACTERS]`, a part of `make bench`.

A simulated report as long as the longest of provinces, with a statement to every eighty characters, is opened in
Chromium, and keys are pressed one after another as a quick reader would. From each key to the picture it has changed
should pass no more than LONGEST; what the server makes of an act comes afterwards and is not waited for. Beside it
stands the yardstick: the same page with a key that does nothing.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from typing import Any

CHARACTERS = 34_000
#: Milliseconds from a key to the picture.
LONGEST = 100
#: Between two keys: six a second.
_PAUSE = 160
#: What is timed, and the keys that do it.
KEYS = (
    ("a key that does nothing", ("q",) * 30),
    ("next and previous", ("j",) * 40 + ("k",) * 20),
    ("next to review", ("n",) * 30),
    ("accept and go on", ("a",) * 40),
    ("reject and go on", ("x",) * 20),
    ("take back", ("z",) * 20),
    ("the next filter", ("f",) * 12),
    ("select words and sentence", ("w", "w", "Shift+ArrowLeft", "o") * 8),
)
#: A picture is painted after its frame: a message sent in the frame arrives behind it.
_WATCH = """
window.timed = [];
addEventListener("keydown", () => {
  const begin = performance.now();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.timed.push(performance.now() - begin);
    port2.postMessage(0);
  });
}, true);
"""


def measure(characters: int = CHARACTERS) -> None:
    """Print a line for each kind of key: median, 95 % and longest."""
    from tests import slots

    slots.take()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    # playwright's own loop runs in this thread, and Django refuses a database query where a loop runs.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from tests.conftest import CollectedFilesServer

    slots.collect_static_files()
    setup_test_environment()
    before = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.MEDIA_ROOT = folder
            server = CollectedFilesServer("localhost")
            try:
                _press_keys(server.url, characters)
            finally:
                server.stop()
                _leave_the_database()
    finally:
        teardown_databases(before, verbosity=0)


def _leave_the_database() -> None:
    """End what the server's threads have left open, or the database cannot be dropped."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def simulated(characters: int) -> str:
    """A text of so many characters, a figure to every eighty of them."""
    from tests.browser.reading import THINGS

    padding = "模拟文字不含承诺也不含数字只为凑足长度" * 3
    plan = "".join(
        f"{verb}模拟{thing}{number + 3}座。{padding}。\n"
        for number in range(characters // 150)
        for verb, thing in (("新建", THINGS[number % 14]), ("改造", THINGS[(number + 5) % 14]))
    )
    head = "模拟县政府工作报告（本文系模拟，并非真实报告）\n一、2023年工作回顾\n二、2024年工作安排\n"
    return (head + plan)[:characters]


def _press_keys(site: str, characters: int) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from playwright.sync_api import sync_playwright

    from tests.characters import make_document
    from tests.chromium import executable
    from tests.county import make_county
    from tracker.ingest import ingest
    from tracker.models import Commitment

    make_county()
    text = simulated(characters)
    report = ingest(make_document(text, 2024)).report
    person = get_user_model().objects.create_superuser("measuring", password=os.urandom(8).hex())
    client = Client()
    client.force_login(person)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        page = context.new_page()
        page.goto(site + reverse("admin:reports_report_text", args=[report.pk]))
        page.locator("html[data-reading=ready]").wait_for()
        page.evaluate(_WATCH)
        count = Commitment.objects.filter(report=report).count()
        print(f"the reading desk of {len(text):,} simulated characters with {count} statements: key to picture, in ms")
        print(f"{'key':<28}  p50   p95  longest")
        _show(page)
        browser.close()


def _show(page: Any) -> None:
    for said, keys in KEYS:
        page.evaluate("window.timed = []")
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(_PAUSE)
        page.locator("#reading-status:empty").wait_for(state="attached", timeout=120_000)
        took = sorted(page.evaluate("window.timed"))
        high = took[int(0.95 * (len(took) - 1))]
        over = "  OVER" if high > LONGEST else ""
        print(f"{said:<28} {statistics.median(took):>5.0f} {high:>5.0f} {took[-1]:>8.0f}{over}", flush=True)
