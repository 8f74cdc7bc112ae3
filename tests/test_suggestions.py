"""The places suggested while one types."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from reports.models import Jurisdiction
from tests.characters import COUNTY, make_place


def suggested(client, typed, language="zh-hans"):
    with translation.override(language):
        response = client.get(reverse("site:places_suggest"), {"q": typed})
    assert response.status_code == 200
    return response.json()["places"]


@pytest.mark.parametrize("typed", ["样例县", "样例", "yanglixian", "Sample County", COUNTY, COUNTY[:4], "样例省样例县"])
def test_it_works(client, county, typed):
    found = suggested(client, typed)
    assert {"code": COUNTY, "name": "样例县", "where": "样例省", "note": ""} in found


def test_it_speaks_the_pages_language(client, county):
    make_place("990102", "样例乙县")
    found = suggested(client, "样例乙", "en")
    assert [(one["code"], one["note"]) for one in found] == [("990102", "no report yet")]


def test_places_with_pledges_come_first_and_former_ones_not_at_all(client, county):
    for number in range(12):
        make_place(f"9901{number + 10}", f"样例{number}县")
    Jurisdiction.objects.filter(code="990111").update(valid_to="2020-01-01")
    found = suggested(client, "样例")
    assert found[0]["code"] == COUNTY
    assert len(found) == 8
    assert "990111" not in {one["code"] for one in found}


@pytest.mark.parametrize("typed", ["", " ", "\0", "没有这个地方", "%", "_", "9" * 500, "'; --"])
def test_odd_words_suggest_nothing(client, county, typed):
    assert suggested(client, typed) == []


def test_it_costs_two_queries(client, county, django_assert_num_queries):
    with django_assert_num_queries(2):
        suggested(client, "样例")
