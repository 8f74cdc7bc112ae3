"""Signing in with a real browser and a key that the browser itself plays, in both languages, on a phone, too."""

from __future__ import annotations

import uuid

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "office-window-42"


@pytest.fixture
def chief(settings):
    settings.CACHES = {"default": project.CACHES["default"] | {"KEY_PREFIX": f"test-{uuid.uuid4()}"}}
    return get_user_model().objects.create_superuser("chief", password=PASSWORD)


@pytest.fixture
def address(live_server):
    """The address of a page by its name; keys are given to names only, never to numbers."""

    def of(name, language="zh-hans", args=()):
        with translation.override(language):
            return live_server.url.replace("127.0.0.1", "localhost") + reverse(name, args=args)

    return of


@pytest.fixture
def key(page):
    """A security key in the browser's virtual port; it answers without a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": False,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def sign_in(page):
    page.locator("#id_login").fill("chief")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")


def is_sound(page, name):
    """No violation of accessibility, nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], name


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 320), ("en", 1280)])
def test_a_key_is_set_up_and_opens_the_desk(page, chief, key, address, settings, language, width):
    settings.DUIXIAN_SECOND_FACTOR = "required"
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address("admin:index", language))
    is_sound(page, "login")
    sign_in(page)
    page.wait_for_url("**/factors/")
    is_sound(page, "factors")
    page.locator("a[href$='/keys/add/']").click()
    is_sound(page, "again")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/keys/add/")
    is_sound(page, "add")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/codes/")
    is_sound(page, "codes")
    assert Authenticator.objects.filter(user=chief, type="webauthn").count() == 1
    page.goto(address("mfa_list_webauthn", language))
    is_sound(page, "keys")
    page.goto(address("mfa_activate_totp", language))
    is_sound(page, "app")
    page.goto(address("admin:index", language))
    assert page.url == address("admin:index", language)

    page.context.clear_cookies()
    page.goto(address("admin:index", language))
    sign_in(page)
    page.wait_for_url("**/login/factor/")
    is_sound(page, "factor")
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(address("admin:index", language))
    assert page.complaints == []


def test_a_missing_key_is_said_on_the_page(page, chief, address):
    page.goto(address("admin:index"))
    sign_in(page)
    page.wait_for_url(lambda here: "/login/" not in here)
    page.goto(address("mfa_add_webauthn"))
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/keys/add/")
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new DOMException('no key')); }")
    page.locator("#mfa_webauthn_add").click()
    page.locator("#key-problem").wait_for(state="visible")
    assert page.complaints == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_history_are_sound(page, client, chief, office, address, live_server, language, width):
    client.force_login(chief)
    office.place.english = "Other County"
    office.place.save()
    site = address("site:front").split("/zh-hans")[0]
    page.context.add_cookies([{"name": "sessionid", "value": client.session.session_key, "url": site}])
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address("admin:tracker_change_changelist", language))
    assert page.locator(".history-line").count() > 5
    is_sound(page, "list")
    page.goto(address("admin:reports_jurisdiction_history", language, [office.place.pk]))
    assert "Other County" in page.locator(".history-line").first.inner_text()
    is_sound(page, "object")
    assert page.complaints == []
