"""What every test may use: servers of the run's own, the folder of real reports, a browser.

The servers come before the settings: pytest-django reads those as soon as it knows their name, so the name is
set here and not in pyproject.toml.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import slots
from tracker.local import places, servers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

slots.take()
# The source is what is tested; tests/test_compiled.py compares the compiled reading with it.
os.environ["DUIXIAN_COMPILED"] = "0"
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings as project  # noqa: E402
from django.utils import translation  # noqa: E402

# Each worker of a run has a database of its own, and so the keys of its cache.
project.CACHES["default"]["KEY_PREFIX"] += os.environ.get("PYTEST_XDIST_WORKER", "")
# … and a queue: what one test asks for is never done in another's database.
project.CELERY_TASK_DEFAULT_QUEUE = f"celery-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--stop-servers", action="store_true", help="stop this run's database and broker at its end")


def pytest_unconfigure(config: pytest.Config) -> None:
    """By default the servers stay for the next run, which is then quicker by their start."""
    if config.getoption("--stop-servers") and "PYTEST_XDIST_WORKER" not in os.environ:
        servers.stop(places.var())


@pytest.fixture(scope="session", autouse=True)
def collected_static_files() -> None:
    """Pages name their style sheets by hash, as in production; the names are made once a run."""
    slots.collect_static_files()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports with its index.tsv, where there is one beside the project."""
    folder = ROOT.parent / "shared" / "corpus"
    if not (folder / "index.tsv").exists():
        pytest.skip(f"no folder of real reports at {folder}")
    return folder


@pytest.fixture(autouse=True)
def no_language_of_an_earlier_test() -> Iterator[None]:
    """A page leaves its language active in the thread it was made in."""
    yield
    translation.deactivate()


@pytest.fixture
def county(db, settings, tmp_path):
    """The invented county of `tests.county` with its two reports, read and judged."""
    from tests.county import ingest_pair, make_county

    settings.MEDIA_ROOT = tmp_path / "media"
    county = make_county()
    ingest_pair()
    return county


@pytest.fixture
def reviewer(db):
    """Somebody who decides."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user("reviewer")


class CollectedFilesServer(LiveServer):
    """A live server where whitenoise serves the collected files, under the names by hash that the pages use."""

    def __init__(self, address: str) -> None:
        super().__init__(address, start=False)
        self.thread.static_handler = lambda application: application
        self.start()


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """The site on loopback, in a thread of this process."""
    server = CollectedFilesServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system, without a screen and without a word to anybody outside."""
    from playwright.sync_api import sync_playwright

    from tests.chromium import executable

    # playwright's own loop runs in this thread, and Django refuses a database query where a loop runs.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new visitor; what the browser complains of on its console is in ``page.complaints``."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on(
        "console",
        lambda message: page.complaints.append(message.text) if message.type == "error" else None,  # type: ignore[attr-defined]
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    yield page
    context.close()
