"""Every page of the admin asks few queries, and as many of many rows as of few."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import desk_pages
from tests.bench import simulated

MOST_QUERIES = 30
#: Places, years and pledges a report.
FEW, MANY = (3, 3, 4), (6, 4, 24)


def counted(places: int, years: int, pledges: int) -> dict[str, int]:
    """The queries of every page over so many simulated rows, which are gone again afterwards."""
    with transaction.atomic():
        simulated.write(places, years, pledges)
        person = get_user_model().objects.create_superuser("counting", password="vier alte Brunnen")
        visitor_of = desk_pages.visitors(person)
        asked = {}
        for name, address in desk_pages.addresses(desk_pages.furnish(person)):
            visitor = visitor_of(name)
            visitor.get(address)  # what is kept from page to page is there
            with CaptureQueriesContext(connection) as queries:
                page = visitor.get(address)
            assert page.status_code == 200, f"{name}: {page.status_code}"
            asked[name] = len(queries)
        transaction.set_rollback(True)
    return asked


@pytest.fixture
def coded_always(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_no_page_asks_more_than_thirty_queries_nor_more_of_more_rows(db, coded_always):
    few, many = counted(*FEW), counted(*MANY)
    assert {name: asked for name, asked in many.items() if asked > MOST_QUERIES} == {}
    assert {name: (few[name], asked) for name, asked in many.items() if asked > few[name]} == {}


def test_every_page_of_the_admin_is_counted(db, coded_always):
    with transaction.atomic():
        simulated.write(*FEW)
        person = get_user_model().objects.create_superuser("counting", password="vier alte Brunnen")
        counted_here = {name for name, _address in desk_pages.addresses(desk_pages.furnish(person))}
        transaction.set_rollback(True)
    told = {name for names in desk_pages.NO_PAGES.values() for name in names}
    assert desk_pages.names() - told == {name for name in counted_here if not name.startswith("history of")} | {"-"}
