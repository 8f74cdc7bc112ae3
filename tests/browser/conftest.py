"""What the journeys share: a live site whose static files are those of a real start, and a county's two reports."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test.testcases import _StaticFilesHandler
from pytest_django.live_server_helper import LiveServer

from tests.admin.conftest import Office, open_office


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """The site on loopback; its pages name static files by hash, and only the collected folder has those names."""
    with patch("django.contrib.staticfiles.handlers.StaticFilesHandler", _StaticFilesHandler):
        server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def office(transactional_db, settings, tmp_path) -> Office:
    """The office of tests/admin, committed so that the site's own connections see it."""
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        return open_office()
