"""axe finds no violation on any type of page, light or dark, in either language."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation

from tests.pages import LANGUAGES, addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def violations(page):
    """What axe finds on the page as it is, in a few words each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("language", "scheme"), list(zip(LANGUAGES, ("light", "dark"), strict=True)))
def test_no_public_page_has_a_violation(odd_site, page, language, scheme):
    page.emulate_media(color_scheme=scheme)
    found = {}
    with translation.override(language):
        for address in addresses():
            page.goto(odd_site + address)
            found |= {address: told} if (told := violations(page)) else {}
    assert found == {}
