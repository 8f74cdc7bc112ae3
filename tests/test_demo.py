"""``make demo``, from outside: it is started, visited, stopped and killed as a person would."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import psutil
import pytest

from tracker import install
from tracker.local import locks, places, servers


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Demo:
    """A demo in a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it and read what it prints until it runs or ends."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tracker.demo"],
            cwd=places.ROOT,
            env=self.environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        told = ""
        for line in self.process.stdout:
            told += line
            if "Ctrl-C" in line:
                break
        return told

    def environ(self) -> dict[str, str]:
        ours = {name: os.environ[name] for name in os.environ if name not in ("DATABASE_URL", "REDIS_URL", "CORPUS")}
        return {**ours, "DUIXIAN_VAR": str(self.var), "PORT": str(self.port)}

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(timeout=60)

    def postmaster(self) -> int:
        return int((self.var / "postgres" / "data" / "postmaster.pid").read_text().split()[0])

    def is_gone(self) -> bool:
        """Whether nothing of it lives: no process, no server."""
        notes = json.loads((self.var / "demo.json").read_text())
        for service in ("postgres", "valkey"):
            held = locks.claim(self.var / service / "alive.lock")
            if held is None:
                return False
            os.close(held)
        return not any(lives(pid) for pid, _began in notes.values())


def lives(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    directory = places.var() / "services" / os.environ.get("PYTEST_XDIST_WORKER", "main") / "demo"
    if directory.exists():  # an earlier run was killed
        servers.stop(directory)
        shutil.rmtree(directory)
    directory.mkdir(parents=True)
    yield directory
    servers.stop(directory)
    shutil.rmtree(directory)


@pytest.fixture
def demo(var: Path) -> Iterator[Demo]:
    demo = Demo(var)
    yield demo
    if demo.process and demo.process.poll() is None:
        demo.end(signal.SIGTERM)


@pytest.mark.services
def test_it_works(demo):
    told = demo.start()
    site = f"http://127.0.0.1:{demo.port}"
    assert "is running, after" in told, told
    assert f"{site}/" in told
    with urlopen(f"{site}/") as page:
        assert page.status == 200
    sign_in, password = re.search(r"staff sign-in\s+(\S+)\s+user staff\s+password (\S+)", told).groups()
    assert "logout-form" in signed_in(sign_in, "staff", password)
    assert (demo.var / "staff-password").stat().st_mode & 0o777 == 0o600
    by_role = dict(re.findall(r"^ +user (\w+) +password (\S+)$", told, re.MULTILINE))
    assert list(by_role) == ["contributor", "reviewer", "publisher", "auditor"]
    assert "logout-form" in signed_in(sign_in, "publisher", by_role["publisher"])
    assert "is running already" in Demo(demo.var).start()
    assert demo.end(signal.SIGINT) == 0
    assert demo.is_gone()


def signed_in(address: str, user: str, password: str) -> str:
    """The page a person sees after signing in at ``address``."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    with opener.open(address) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
        address = page.url
    assert token
    form = {"login": user, "password": password, "csrfmiddlewaretoken": token[1], "next": "/en/admin/"}
    with opener.open(address, urlencode(form).encode()) as page:
        return page.read().decode()


@pytest.mark.services
def test_a_second_run_has_the_same_password(demo):
    first = demo.start()
    assert demo.end(signal.SIGTERM) == 0
    second = demo.start()
    passwords = [re.search(r"password (\S+)", told)[1] for told in (first, second)]
    assert passwords[0] == passwords[1]


@pytest.mark.services
def test_what_a_killed_demo_leaves_behind_is_swept_up_by_the_next(demo):
    demo.start()
    left = json.loads((demo.var / "demo.json").read_text())
    assert demo.end(signal.SIGKILL) == -signal.SIGKILL
    assert lives(left["web"][0])
    assert "is running" in demo.start()
    assert not lives(left["web"][0])
    assert demo.end(signal.SIGINT) == 0
    assert demo.is_gone()


@pytest.mark.services
def test_a_database_that_is_killed_is_started_again(demo):
    demo.start()
    killed = demo.postmaster()
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while not page_is_served(f"http://127.0.0.1:{demo.port}/"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert demo.postmaster() != killed
    assert demo.process.poll() is None


def page_is_served(address: str) -> bool:
    try:
        with urlopen(address) as page:
            return page.status == 200
    except HTTPError:
        return False


@pytest.mark.services
def test_make_stop_stops_a_demo_running_elsewhere(demo):
    demo.start()
    stop = [sys.executable, "manage.py", "stop_servers"]
    told = subprocess.run(stop, cwd=places.ROOT, env=demo.environ(), capture_output=True, text=True, check=True)
    assert "stopped demo" in told.stdout
    assert demo.process.wait(timeout=10) == 0
    assert demo.is_gone()


def test_a_busy_port_is_one_line(demo):
    with socket.create_server(("127.0.0.1", demo.port)):
        told = demo.start()
    assert told.startswith(f"duixian: port {demo.port} is not free; choose another: PORT=")
    assert told.count("\n") == 1
    assert demo.process.wait() == 1


def test_a_folder_that_is_not_there_is_one_line_at_the_end(demo, monkeypatch):
    monkeypatch.setenv("CORPUS", "/nowhere")
    environ = {**demo.environ(), "CORPUS": "/nowhere"}
    run = [sys.executable, "-m", "tracker.demo"]
    told = subprocess.run(run, cwd=places.ROOT, env=environ, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith("duixian: ")
    assert "Traceback" not in told.stderr


def test_an_old_python_is_told_in_one_line(tmp_path):
    old = tmp_path / "python"
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "import sys; sys.version_info = (3, 9, 2); $2"\n')
    old.chmod(0o755)
    told = make("demo", f"PYTHON={old}")
    assert told == f"duixian: Python 3.11 or newer is needed, and {old} is 3.9; name another: make PYTHON=python3.12"


def test_a_missing_python_is_told_in_one_line():
    assert make("test", "PYTHON=python-none") == (
        "duixian: python-none is not installed; Python 3.11 or newer is needed."
    )


def make(*arguments: str) -> str:
    """What ``make`` says before its own last line; as if no other make had started these tests."""
    environ = {name: os.environ[name] for name in os.environ if not name.startswith("MAKE")}
    run = ["make", *arguments]
    told = subprocess.run(run, cwd=places.ROOT, env=environ, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert told.stdout == ""
    first, *rest = told.stderr.splitlines()
    assert [line.startswith("make: ***") for line in rest] == [True]
    return first


def test_a_demo_whose_reader_is_gone_stops_what_it_started(demo):
    demo.start()
    demo.process.stdout.close()
    assert demo.end(signal.SIGTERM) == 0
    assert demo.is_gone()


def test_too_little_room_is_told_before_anything_is_installed(monkeypatch, tmp_path):
    (tmp_path / "requirements.txt").write_text("Django==5.2.19\n")
    monkeypatch.setattr(install, "ROOT", str(tmp_path))
    monkeypatch.setattr(install, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(install, "ROOM_NEEDED", shutil.disk_usage(tmp_path).total)
    with pytest.raises(install.InstallError, match="the disk is too full"):
        install.install("requirements.txt")
    assert not (tmp_path / ".venv").exists()


def test_a_changed_requirement_is_installed_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(install, "ROOT", str(tmp_path))
    (tmp_path / "requirements.txt").write_text("Django==5.2.18\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\n")
    before = install.fingerprint("requirements-dev.txt")
    (tmp_path / "requirements.txt").write_text("Django==5.2.19\n")
    assert install.fingerprint("requirements-dev.txt") != before


def test_every_requirement_is_pinned_exactly():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (places.ROOT / name).read_text().splitlines():
            assert not line or line.startswith(("#", "-r ")) or re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", line), (
                line
            )
