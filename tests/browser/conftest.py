"""What the journeys share: a live site whose static files are those of a real start, and a county's two reports."""

from __future__ import annotations

import time
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test.testcases import _StaticFilesHandler
from pytest_django.live_server_helper import LiveServer

from tests.admin.conftest import Office, open_office
from tests.county import ingest_odd_pair, ingest_pair, make_county


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """The site on loopback; its pages name static files by hash, and only the collected folder has those names."""
    with patch("django.contrib.staticfiles.handlers.StaticFilesHandler", _StaticFilesHandler):
        server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def quiet(transactional_db) -> Iterator[None]:
    """What pages sent while they were left is answered before the database is emptied: either would lock the other."""
    yield
    calm = 0
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle' AND backend_type = 'client backend'"
            )
            (busy,) = cursor.fetchone()
        calm = 0 if busy else calm + 1
        if calm == 4:
            return
        time.sleep(0.05)


@pytest.fixture
def visit(browser):
    """A new visitor's page at a width, with or without JavaScript; it notes what the browser complains of."""
    contexts = []

    def open_page(width=320, javascript=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript, locale="zh-CN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def site(live_server, transactional_db, settings, tmp_path):
    """The address of a site that holds the invented county and its two reports."""
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest_pair()
    return live_server.url


@pytest.fixture
def odd_site(site):
    """The same with statements of every kind, so that every type of page has something to show."""
    ingest_odd_pair()
    return site


@pytest.fixture
def office(transactional_db, settings, tmp_path) -> Office:
    """The office of tests/admin, committed so that the site's own connections see it."""
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        return open_office()
