"""The running site on a database of its own, and a browser before it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests import slots

#: The end of a picture's name for each language.
LANGUAGES = {"zh": "zh-hans", "en": "en"}


@contextmanager
def running() -> Iterator[tuple[str, Any]]:
    """The address of the site, its database empty, and a browser; the database is gone afterwards."""
    slots.take()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    settings.MEDIA_ROOT = tempfile.mkdtemp()
    slots.collect_static_files()
    setup_test_environment()
    before = setup_databases(verbosity=0, interactive=False)
    try:
        with _site() as address, _browser() as browser:
            yield address, browser
    finally:
        # The site's threads leave their connections open, and a database in use is not dropped.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        teardown_databases(before, verbosity=0)


@contextmanager
def _site() -> Iterator[str]:
    from tests.conftest import CollectedFilesServer

    server = CollectedFilesServer("localhost")
    try:
        yield server.url
    finally:
        server.stop()


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    from tests.chromium import executable

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
