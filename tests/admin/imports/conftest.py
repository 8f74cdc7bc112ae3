"""Somebody who may bring every list in, at work."""

from __future__ import annotations

import pytest

from tests.admin.conftest import SEES, hire


@pytest.fixture
def importer(db):
    """May bring every list in."""
    acts = ("import_commitment", "import_outcome")
    lists = ("add_jurisdiction", "change_jurisdiction", "add_indicator", "change_indicator")
    return hire("importer", *SEES, *acts, *lists)


@pytest.fixture
def client(client, importer):
    client.force_login(importer)
    return client
