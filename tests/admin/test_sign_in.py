"""Signing in: name and password, the second factor, what is refused and in which words, and when a session ends."""

from __future__ import annotations

import re
import time
import uuid
from types import SimpleNamespace

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as project
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests.admin.conftest import hire
from tracker.models import Change

PASSWORD = "office-window-42"
NOW = time.time()


@pytest.fixture(autouse=True)
def attempts_of_this_test_alone(settings, monkeypatch):
    """Counts of the real cache under keys of the test's own, while the clock that they go by stands still."""
    settings.CACHES = {"default": project.CACHES["default"] | {"KEY_PREFIX": f"test-{uuid.uuid4()}"}}
    still = SimpleNamespace(time=lambda: NOW, sleep=time.sleep, monotonic=time.monotonic)
    monkeypatch.setattr(ratelimit, "time", still)


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """A hash as slow as a real one would make hundreds of attempts last minutes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def li(db):
    return User.objects.create_superuser("li", password=PASSWORD)


@pytest.fixture
def required(settings):
    settings.DUIXIAN_SECOND_FACTOR = "required"


def give_app(user):
    """The user's app: the secret its codes are made from."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret, steps=0):
    counter = next(iter(totp.yield_hotp_counters_from_time())) + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def sign_in(client, name="li", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": name, "password": password, **more})


def show_factor(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def said(response):
    page = LexborHTMLParser(response.content)
    return " ".join(" ".join(node.text() for node in page.css(".errornote")).split())


# Name and password


def test_the_password_alone_opens_the_desk_where_the_factor_is_optional(client, li):
    assert sign_in(client)["Location"] == reverse("admin:index")
    assert is_in(client)


def test_who_came_for_a_page_is_led_to_it(client, li):
    page = reverse("admin:tracker_commitment_changelist")
    asked = client.get(page)
    assert asked["Location"] == f"{reverse('admin:login')}?next={page}"
    assert sign_in(client, next=page)["Location"] == page
    assert sign_in(Client(), next="https://elsewhere.example/")["Location"] == reverse("admin:index")


def test_the_admins_old_form_is_gone(client, li):
    page = client.get(reverse("admin:login")).content.decode()
    assert 'name="login"' in page
    assert 'name="username"' not in page
    client.post(reverse("admin:login"), {"username": "li", "password": PASSWORD})
    assert not is_in(client)


@pytest.mark.parametrize("address", ["signup", "accounts/signup", "password/reset", "password_reset", "email"])
def test_there_is_no_signing_up_and_no_reset_by_mail(client, db, address):
    answer = client.get(f"/zh-hans/admin/{address}/", follow=True)
    assert b'name="email"' not in answer.content
    assert User.objects.count() == 0


def test_only_staff_sign_in_and_are_refused_in_the_same_words(client, li):
    User.objects.create_user("citizen", password=PASSWORD)
    User.objects.create_user("former", password=PASSWORD, is_staff=True, is_active=False)
    refused = {said(sign_in(Client(), name, password)) for name, password in REFUSED}
    assert len(refused) == 1
    assert "用户名与密码不符" in refused.pop()


REFUSED = [("nobody", PASSWORD), ("li", "wrong"), ("citizen", PASSWORD), ("citizen", "wrong"), ("former", PASSWORD)]


def test_after_five_failures_even_the_right_password_is_refused_in_the_same_words(client, li):
    first = said(sign_in(client, password="wrong"))
    for _attempt in range(4):
        sign_in(Client(), password="wrong")
    locked = sign_in(Client())
    assert locked.status_code == 200
    assert said(locked) == first
    unknown = [said(sign_in(Client(REMOTE_ADDR="192.0.2.9"), "nobody")) for _attempt in range(7)]
    assert set(unknown) == {first}


def test_the_name_is_counted_from_every_address_and_in_any_case(client, li):
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), ("li", "LI")[number % 2], "wrong")
    elsewhere = Client(REMOTE_ADDR="192.0.2.77")
    sign_in(elsewhere)
    assert not is_in(elsewhere)


def test_an_address_is_counted_over_all_names(client, li):
    here = {"REMOTE_ADDR": "192.0.2.5"}
    for number in range(10):
        sign_in(Client(**here), f"name{number}", "wrong")
    sign_in(client := Client(**here))
    assert not is_in(client)
    sign_in(other := Client(REMOTE_ADDR="192.0.2.6"))
    assert is_in(other)


def test_a_flood_from_one_address_is_told_to_wait(client, db):
    answers = [sign_in(client, f"name{number}").status_code for number in range(31)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert "请等待五分钟" in sign_in(client).content.decode()


def test_signing_in_and_out_counts_as_no_failure(li):
    for _time in range(7):
        sign_in(client := Client())
        assert is_in(client)


def test_every_refusal_hashes_a_password_once(client, li, monkeypatch):
    """What takes time is the hash: an unknown name and a locked one cost one as a wrong password does."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *given, **more: hashed.append(1) or encode(self, *given, **more)
    )
    counts = []
    for name in ("nobody", "li", "li", "li", "li", "li", "li"):
        hashed.clear()
        sign_in(client, name, "wrong")
        counts.append(len(hashed))
    assert counts == [1] * 7


def test_no_public_page_names_a_user(client, county, li):
    hire("zhangsan-clerk")
    pages = ["/zh-hans/", "/zh-hans/nothing/", reverse("admin:login"), "/zh-hans/about/", "/zh-hans/corrections/"]
    for page in pages:
        assert b"zhangsan-clerk" not in client.get(page).content


def test_the_address_of_a_users_page_tells_nothing_to_a_visitor(client, li):
    for name in ("admin:auth_user_change", "admin:auth_user_history"):
        there, nowhere = (client.get(reverse(name, args=[key])) for key in (li.pk, 10**6))
        assert (there.status_code, nowhere.status_code) == (302, 302)


# The second factor


def test_who_has_a_factor_is_asked_for_it(client, li):
    secret = give_app(li)
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    show_factor(client, "000000" if code_of(secret) != "000000" else "111111")
    assert not is_in(client)
    assert show_factor(client, code_of(secret)).status_code == 302
    assert is_in(client)


def test_a_code_opens_once(li):
    secret = give_app(li)
    code = code_of(secret)
    for client, opens in ((Client(), True), (Client(), False)):
        sign_in(client)
        show_factor(client, code)
        assert is_in(client) is opens


def test_a_recovery_code_opens_once(li):
    give_app(li)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for client, opens in ((Client(), True), (Client(), False)):
        sign_in(client)
        show_factor(client, codes[0])
        assert is_in(client) is opens


def test_codes_are_not_guessed(client, li):
    secret = give_app(li)
    sign_in(client)
    for _attempt in range(5):
        show_factor(client, "abcdef")
    show_factor(client, code_of(secret))
    assert not is_in(client)


STAFF_PAGES = {
    "the desk": lambda: reverse("admin:index"),
    "a list": lambda: reverse("admin:tracker_commitment_changelist"),
    "an address that answers in JSON": lambda: reverse("admin:autocomplete"),
    "history": lambda: reverse("admin:tracker_change_changelist"),
    "a user": lambda: reverse("admin:auth_user_changelist"),
    "the password": lambda: reverse("admin:password_change"),
    "nothing": lambda: reverse("admin:index") + "nothing/",
}


@pytest.mark.parametrize("page", STAFF_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_factor_nothing_opens_but_setting_one_up(client, li, required, page, method):
    sign_in(client)
    answer = getattr(client, method)(STAFF_PAGES[page]())
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200


def set_up_app(client):
    """Through the pages, as a person does it; the secret."""
    address = reverse("mfa_activate_totp")
    asked = client.get(address)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": PASSWORD, "next": address})
    page = client.get(address)
    secret = LexborHTMLParser(page.content).css_first(".sign-in-secret").text()
    done = client.post(address, {"code": code_of(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def test_setting_an_app_up_opens_the_desk(client, li, required):
    sign_in(client)
    set_up_app(client)
    codes = LexborHTMLParser(client.get(reverse("mfa_view_recovery_codes")).content).css(".sign-in-codes li")
    assert len(codes) == 10
    assert is_in(client)


def test_a_session_from_before_the_factor_has_to_show_it(client, li, required):
    thief = Client()
    sign_in(thief)
    sign_in(client)
    secret = set_up_app(client)
    assert thief.get(reverse("admin:index"))["Location"].startswith(reverse("mfa_reauthenticate"))
    for name in (
        "mfa_index", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_deactivate_totp", "account_reauthenticate",
        "admin:tracker_commitment_changelist",
    ):  # fmt: skip
        assert thief.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate"))
    thief.post(reverse("mfa_reauthenticate"), {"code": code_of(secret, 1)})
    assert is_in(thief)


def test_the_last_factor_stays_where_one_is_required(client, li, required):
    sign_in(client)
    set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=li, type="totp").exists()


def test_the_last_factor_goes_where_it_is_optional(client, li):
    sign_in(client)
    set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=li).exists()


def test_changing_factors_asks_for_the_password_again(client, li):
    secret = give_app(li)
    sign_in(client)
    show_factor(client, code_of(secret))
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert reverse("account_reauthenticate") in client.post(reverse(name))["Location"]
    assert Authenticator.objects.filter(user=li, type="totp").exists()


def test_a_superuser_takes_lost_factors_away_and_it_is_noted(client, li):
    lost = hire("wang", "view_commitment")
    give_app(lost)
    client.force_login(li)
    keys = list(Authenticator.objects.filter(user=lost).values_list("pk", flat=True))
    address = reverse("admin:mfa_authenticator_changelist")
    assert "wang" in client.get(address).content.decode()
    client.post(address, {"action": "delete_selected", "_selected_action": keys, "post": "yes"})
    assert not Authenticator.objects.filter(user=lost).exists()
    noted = Change.objects.filter(kind="auth.user", object=lost.pk, part="factors", act="delete")
    assert {change.person_id for change in noted} == {li.pk}
    assert not any("secret" in change.fields or "data" in change.fields for change in Change.objects.all())


def test_nobody_else_sees_or_takes_factors(client, li):
    give_app(li)
    client.force_login(hire("wang", "view_authenticator", "delete_authenticator", "change_authenticator"))
    key = Authenticator.objects.first().pk
    for address in (
        reverse("admin:mfa_authenticator_changelist"),
        reverse("admin:mfa_authenticator_change", args=[key]),
        reverse("admin:mfa_authenticator_delete", args=[key]),
    ):
        assert client.get(address).status_code == 403


def test_the_secret_is_shown_to_no_superuser(client, li):
    secret = give_app(li)
    client.force_login(li)
    page = client.get(reverse("admin:mfa_authenticator_change", args=[Authenticator.objects.get(type="totp").pk]))
    assert page.status_code == 200
    assert secret not in page.content.decode()


def test_a_command_takes_lost_factors_away(li, capsys):
    give_app(li)
    call_command("reset_factors", "li")
    assert not Authenticator.objects.filter(user=li).exists()
    with pytest.raises(CommandError, match="nobody is called"):
        call_command("reset_factors", "nobody")


# Sessions


def age(client, **seconds):
    session = client.session
    for name, value in seconds.items():
        session[name] = time.time() - value
    session.save()


def test_a_session_ends_twelve_hours_after_sign_in_however_busy(client, li):
    sign_in(client)
    age(client, signed_in_at=12 * 3600 - 60, seen_at=10)
    assert is_in(client)
    age(client, signed_in_at=12 * 3600 + 1, seen_at=10)
    assert not is_in(client)


def test_a_session_ends_two_hours_after_the_last_page(client, li):
    sign_in(client)
    age(client, seen_at=2 * 3600 - 60)
    assert is_in(client)
    assert time.time() - client.session["seen_at"] < 60
    age(client, seen_at=2 * 3600 + 1)
    assert not is_in(client)
    assert "_auth_user_id" not in client.session


def test_signing_in_makes_a_new_session(client, li):
    client.get(reverse("admin:login"))
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_the_cookie_is_kept_from_scripts_and_other_sites(client, li, settings):
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 12 * 3600
    settings.SESSION_COOKIE_SECURE = True
    sign_in(secure := Client())
    assert secure.cookies["sessionid"]["secure"]


def test_a_new_password_ends_every_other_session(client, li):
    sign_in(elsewhere := Client())
    sign_in(client)
    new = "another window 43"
    client.post(reverse("admin:password_change"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(client)
    assert not is_in(elsewhere)


def test_who_is_no_longer_staff_is_signed_out_and_not_sent_round(client, li):
    sign_in(client)
    User.objects.update(is_staff=False)
    assert client.get(reverse("admin:index"), follow=True).status_code == 200


def test_signing_out_ends_the_session(client, li):
    sign_in(client)
    assert client.get(reverse("admin:logout")).status_code == 200
    assert is_in(client)
    assert client.post(reverse("admin:logout"))["Location"] == reverse("account_login")
    assert not is_in(client)


# Words

ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}")


def open_pages(client, li):
    """Every page of signing in, opened one after the other as a person comes to them."""
    yield client.get(reverse("account_login"))
    yield sign_in(client, password="wrong")
    yield sign_in(client, name="", password="")
    sign_in(client)
    yield client.get(reverse("mfa_index"))
    yield client.get(reverse("account_reauthenticate"))
    yield client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    yield client.get(reverse("mfa_activate_totp"))
    yield client.post(reverse("mfa_activate_totp"), {"code": "000"})
    yield client.get(reverse("mfa_add_webauthn"))
    yield client.get(reverse("mfa_list_webauthn"))
    secret = give_app(li)
    key = Authenticator.objects.create(user=li, type="webauthn", data={"name": "蓝", "credential": {}})
    for name in (
        "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_list_webauthn", "account_change_password", "account_logout", "mfa_reauthenticate",
    ):  # fmt: skip
        yield client.get(reverse(name))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        yield client.get(reverse(name, args=[key.pk]))
    yield client.post(reverse("account_change_password"), {"oldpassword": "wrong", "password1": "a", "password2": "b"})
    key.delete()
    sign_in(fresh := Client())
    yield fresh.get(reverse("mfa_authenticate"))
    yield show_factor(fresh, "000")
    show_factor(fresh, code_of(secret))
    yield fresh.get(reverse("admin:mfa_authenticator_changelist"))
    yield fresh.get(reverse("admin:tracker_change_changelist"))
    yield fresh.get(reverse("admin:auth_user_history", args=[li.pk]))


def test_no_page_of_signing_in_has_an_english_sentence_in_chinese(client, li):
    shown = 0
    for response in open_pages(client, li):
        assert response.status_code == 200
        shown += 1
        page = LexborHTMLParser(response.content)
        for node in page.css("script, style, svg, code, [lang=en]"):
            node.decompose()
        found = ENGLISH.findall(page.body.text(separator=" \n"))
        assert found == [], (response.request["PATH_INFO"], found)
        labels = [node.attributes.get("aria-label") or "" for node in page.css("[aria-label]")]
        assert not ENGLISH.search(" | ".join(labels)), labels
    assert shown > 20


def test_every_page_of_signing_in_keeps_to_the_policy(client, li):
    for response in open_pages(client, li):
        page = LexborHTMLParser(response.content)
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert page.css_first("[onclick], [onload], [style], style, a[href^='javascript:']") is None
        for script in page.css("script"):
            assert script.attributes.get("src") or script.attributes["type"] == "application/json"
