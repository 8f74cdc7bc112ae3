"""A mistyped filter is told: on a page as left out, of a download as refused."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import get_resolver

from tests.pages import text_of
from tracker.site.strict import misread


def downloads():
    """The addresses of all downloads."""
    assert get_resolver().url_patterns  # the whole site registers what its parts' addresses are read by
    patterns = (str(one.pattern) for one in get_resolver("tracker.site.urls").url_patterns)
    return sorted(pattern for pattern in patterns if pattern.endswith(".csv"))


PAGES = ("", "pledges/", "audit/", "search/?q=增长", "i/gdp/", "corrections/", "publications/")


@pytest.mark.parametrize(
    ("query", "odd"),
    [
        ("", []), ("level=county&year=2022&verdict=judged&verdict=judged", []), ("year=", []), ("q=anything", []),
        ("year=abcd", ["year=abcd"]), ("year=20222", ["year=20222"]), ("verdict=maybe", ["verdict=maybe"]),
        ("place=zzz&level=moon", ["level=moon", "place=zzz"]), ("topic=education", []),
        ("topic=schools", ["topic=schools"]),
        ("place=" + "9" * 500, ["place=" + "9" * 40]),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_it_works(query, odd):
    assert misread(QueryDict(query)) == odd


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_which_filters_it_has_left_out(client, county, address):
    sign = "&" if "?" in address else "?"
    assert "Not understood" not in text_of(client.get(f"/en/{address}{sign}year=2022"))
    said = text_of(client.get(f"/en/{address}{sign}year=abcd&place=zzz"))
    assert "Not understood, and left out: year=abcd, place=zzz" in said
    assert "<blink>" not in client.get(f"/en/{address}{sign}year=<blink>").content.decode()


@pytest.mark.parametrize("address", downloads())
def test_a_download_refuses_what_makes_no_sense(client, county, address):
    refused = client.get(f"/en/{address}?place=zzz&year=abcd")
    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "year=abcd, place=zzz" in refused.content.decode()
    assert "无法识别" in client.get(f"/zh-hans/{address}?year=abcd").content.decode()


def test_there_are_downloads():
    assert "pledges.csv" in downloads()
