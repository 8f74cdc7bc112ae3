"""The settings: typed, loud, and safe by default."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import environment
from tracker.local import places, secrets

PRODUCTION = {
    "DUIXIAN_ENV": "production",
    "DUIXIAN_SECRET_KEY": "".join(map(chr, range(48, 110))),
    "DUIXIAN_ALLOWED_HOSTS": "duixian.example",
    "DATABASE_URL": "postgresql://someone@127.0.0.1:1/some",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def run(code: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=places.ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tracker.settings", **environ},
        check=False,
    )


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("Yes", True), ("off", False), ("FALSE", False)])
def test_a_flag_is_read(monkeypatch, written, meant):
    monkeypatch.setenv("X", written)
    assert environment.flag("X", not meant) is meant


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (lambda: environment.flag("X", False), "maybe"),
        (lambda: environment.number("X", 1), "many"),
        (lambda: environment.number("X", 1, least=1), "0"),
        (lambda: environment.number("X", 1, most=9), "10"),
        (lambda: environment.choice("X", ("a", "b"), "a"), "c"),
        (lambda: environment.address("X", ("redis",)), "http://secret@127.0.0.1/"),
        (lambda: environment.database("X"), "mysql://secret@127.0.0.1/x"),
        (lambda: environment.database("X"), "postgresql://secret@127.0.0.1/"),
        (lambda: environment.database("X"), "postgresql://secret@127.0.0.1:port/x"),
        (lambda: environment.text("X"), "  "),
        (lambda: environment.words("X"), ""),
    ],
)
def test_a_wrong_value_is_an_error_that_names_its_variable_and_no_password(monkeypatch, read, written):
    monkeypatch.setenv("X", written)
    with pytest.raises(ImproperlyConfigured, match=r"\bX\b") as raised:
        read()
    assert "secret" not in str(raised.value)


def test_a_database_url_is_read_whole(monkeypatch):
    monkeypatch.setenv("X", "postgresql://li%40ng:p%3Aw@db.example:5433/dui%20xian?sslmode=require")
    assert environment.database("X") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "dui xian",
        "USER": "li@ng",
        "PASSWORD": "p:w",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path):
    path = tmp_path / "deep" / "secret"
    first = secrets.kept(path)
    assert len(first) == 43
    assert secrets.kept(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_local_start_is_not_in_debug_and_answers_on_loopback_only(tmp_path):
    shown = run(
        "from tracker import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS, len(s.SECRET_KEY))",
        {"DUIXIAN_VAR": str(tmp_path)},
    )
    assert shown.stdout.split("\n")[0] == "False ['localhost', '127.0.0.1', '[::1]'] 43"


def test_reading_the_settings_starts_no_server(tmp_path):
    assert run("import django; django.setup()", {"DUIXIAN_VAR": str(tmp_path)}).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"DUIXIAN_ENV"}))
def test_production_demands(missing):
    answer = run("import tracker.settings", {name: PRODUCTION[name] for name in PRODUCTION if name != missing})
    assert answer.returncode == 1
    assert f"ImproperlyConfigured: {missing} must be set." in answer.stderr


def test_production_refuses_debug():
    answer = run("import tracker.settings", {**PRODUCTION, "DUIXIAN_DEBUG": "1"})
    assert "DUIXIAN_DEBUG must not be on in production" in answer.stderr


def test_production_passes_the_deployment_check():
    code = "import sys; from django.core.management import execute_from_command_line as run; run(sys.argv)"
    answer = run(
        f"import sys; sys.argv = ['manage.py', 'check', '--deploy', '--fail-level', 'WARNING']; {code}", PRODUCTION
    )
    # Sub-domains and the browsers' preload list are the owner's of the domain to promise, not ours.
    told = [line for line in answer.stderr.splitlines() if "security.W" in line]
    assert [line for line in told if "W005" not in line and "W021" not in line] == []


def test_a_wrong_setting_is_one_line_at_the_keyboard(tmp_path):
    answer = subprocess.run(
        [sys.executable, "manage.py", "check"],
        capture_output=True,
        text=True,
        cwd=places.ROOT,
        env={**os.environ, "DUIXIAN_DEBUG": "perhaps"},
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith("duixian: DUIXIAN_DEBUG must be one of 1, 0")
    assert len(answer.stderr.splitlines()) == 1


def test_the_admin_is_served_under_the_strict_policy(client, db):
    page = client.get("/zh-hans/admin/login/")
    assert page.status_code == 200
    policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY"
