"""Takes pictures from the running site: ``python -m tests.pictures``, of the staff's desks and of the public pages."""

from __future__ import annotations

from tests.pictures import handbook, site
from tests.pictures.running import LANGUAGES, running

if __name__ == "__main__":
    with running() as (address, browser):
        for short, language in LANGUAGES.items():
            handbook.take(browser, address, short, language)
        site.fill()
        for short, language in LANGUAGES.items():
            site.take(browser, address, short, language)
