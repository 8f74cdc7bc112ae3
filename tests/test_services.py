"""Local PostgreSQL and Valkey: real servers, really killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tracker.local import places, servers
from tracker.local.accounts import serving
from tracker.local.homes import Home, home
from tracker.local.life import Server, ensure, stop
from tracker.local.postgres import Postgres
from tracker.local.valkey import Valkey

pytestmark = pytest.mark.services

ENSURE = "from tracker.local import servers; servers.ensure(); import os; print(os.environ['DATABASE_URL'], flush=True)"


@pytest.fixture
def var(request) -> Iterator[Path]:
    """A place for servers of the test's own, stopped and removed afterwards."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    directory = places.var() / "services" / worker / re.sub(r"\W+", "-", request.node.name)
    if directory.exists():  # an earlier run was killed
        remove(directory)
    directory.mkdir(parents=True)
    yield directory
    remove(directory)


def remove(directory: Path) -> None:
    servers.stop(directory)
    for pointer in directory.glob("*/elsewhere"):
        shutil.rmtree(pointer.read_text())
    shutil.rmtree(directory)


def starter(var: Path, code: str = ENSURE) -> subprocess.Popen[str]:
    """A process of its own that starts the servers of ``var``."""
    environ = {name: os.environ[name] for name in os.environ if name not in ("DATABASE_URL", "REDIS_URL")}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**environ, "DUIXIAN_VAR": str(var)},
        cwd=places.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def postmaster(server: Server) -> int:
    return int((server.home.data / "postmaster.pid").read_text().split()[0])


def pid_of_valkey(server: Server) -> int:
    with redis.Redis.from_url(server.url()) as client:
        return int(client.info("server")["process_id"])


def note(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('兑现')")


def noted(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
    assert row is not None
    return str(row[0])


def wait_for(told: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < deadline, f"nothing came in {seconds} s"
        time.sleep(0.05)


def test_it_works(var):
    server = Postgres(home(var, "postgres"))
    with psycopg.connect(ensure(server)) as connection:
        row = connection.execute("SHOW server_encoding").fetchone()
    assert row == ("UTF8",)
    assert stop(server) is True
    assert stop(server) is False


def test_servers_outlive_their_starter_and_the_next_one_attaches(var):
    first = starter(var, f"{ENSURE}; import time; time.sleep(60)")
    assert first.stdout is not None
    url = first.stdout.readline().strip()
    note(url)
    server = Postgres(home(var, "postgres"))
    before = postmaster(server), pid_of_valkey(Valkey(home(var, "valkey")))
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert starter(var).communicate(timeout=60)[0].strip() == url
    assert (postmaster(server), pid_of_valkey(Valkey(home(var, "valkey")))) == before
    assert noted(url) == "兑现"


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_first_start_killed_half_way_leaves_nothing_broken(var, seconds):
    first = starter(var)
    time.sleep(seconds)
    first.send_signal(signal.SIGKILL)
    first.wait()
    url = starter(var).communicate(timeout=60)[0].strip()
    note(url)
    assert noted(url) == "兑现"


def test_a_killed_database_recovers_what_was_committed(var):
    server = Postgres(home(var, "postgres"))
    url = ensure(server)
    note(url)
    busy = psycopg.connect(url, autocommit=True)  # a backend that outlives its postmaster for a moment
    os.kill(postmaster(server), signal.SIGKILL)
    assert ensure(server) == url
    assert noted(url) == "兑现"
    busy.close()


def test_a_stale_process_id_that_is_now_somebody_elses_is_no_running_server(var):
    server = Postgres(home(var, "postgres"))
    note(ensure(server))
    old = psutil.Process(postmaster(server))
    old.kill()
    wait_for(lambda: not old.is_running() or old.status() == psutil.STATUS_ZOMBIE)
    stale = server.home.data / "postmaster.pid"
    _pid, rest = stale.read_text().split("\n", 1)
    stale.write_text(f"{os.getpid()}\n{rest}")
    assert noted(ensure(server)) == "兑现"
    assert postmaster(server) != os.getpid()


def test_starters_at_once_share_one_server(var):
    many = [starter(var) for _ in range(4)]
    urls = {one.communicate(timeout=90)[0].strip() for one in many}
    assert len(urls) == 1
    data = Postgres(home(var, "postgres")).home.data
    servers_of_it = [
        process.pid for process in psutil.process_iter(["cmdline"]) if str(data) in (process.info["cmdline"] or [])
    ]
    assert len(servers_of_it) == 1


def test_a_port_taken_meanwhile_is_not_waited_for(var):
    server = Valkey(home(var, "valkey"))
    first = ensure(server)
    assert stop(server)
    with socket.create_server(("127.0.0.1", server.port)):
        assert ensure(server) != first
    assert server.answers()


def test_a_killed_broker_keeps_what_it_was_told(var):
    server = Valkey(home(var, "valkey"))
    with redis.Redis.from_url(ensure(server)) as client:
        client.set("word", "兑现")
    os.kill(pid_of_valkey(server), signal.SIGKILL)
    with redis.Redis.from_url(ensure(server), decode_responses=True) as client:
        assert client.get("word") == "兑现"


def test_nobody_is_let_in_without_the_password(var):
    database, broker = Postgres(home(var, "postgres")), Valkey(home(var, "valkey"))
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(ensure(database).replace(database.password, "guess"))
    ensure(broker)
    with pytest.raises(redis.AuthenticationError), redis.Redis(port=broker.port, retry=Retry(NoBackoff(), 0)) as client:
        client.get("word")
    for server in (database, broker):
        assert (server.home.directory / "password").stat().st_mode & 0o777 == 0o600


def test_a_clone_in_a_directory_closed_to_others_works(tmp_path):
    tmp_path.chmod(0o700)
    try:
        server = Postgres(home(tmp_path, "postgres"))
        note(ensure(server))
        assert stop(server)
        assert noted(ensure(Postgres(home(tmp_path, "postgres")))) == "兑现"
        assert Valkey(home(tmp_path, "valkey")).home.data.is_relative_to(tmp_path) is not server.home.account.is_other
    finally:
        remove(tmp_path)


def test_programs_in_a_directory_closed_to_others_are_copied(tmp_path):
    site = tmp_path / "site-packages"
    (site / "wheel" / "bin").mkdir(parents=True)
    (site / "wheel.libs").mkdir()
    script = site / "wheel" / "bin" / "run"
    script.write_text('#!/bin/sh\ncat "$(dirname "$0")/../../wheel.libs/word"\n')
    script.chmod(0o755)
    (site / "wheel.libs" / "word").write_text("found")
    tmp_path.chmod(0o700)
    place = Home(tmp_path, tmp_path / "data", serving())
    program = place.program(script, ("wheel", "wheel.libs"))
    assert place.account.run([str(program)]).stdout == "found"
    assert place.program(script, ("wheel", "wheel.libs")) == program
    if place.account.is_other:
        shutil.rmtree(program.parents[2])


def test_the_task_of_a_killed_worker_is_run_again(var, tmp_path):
    url = ensure(Valkey(home(var, "valkey")))
    environ = {**os.environ, "REDIS_URL": url, "DUIXIAN_VISIBILITY_TIMEOUT": "2"}
    workers = []

    def start_worker() -> subprocess.Popen[bytes]:
        with (tmp_path / "log").open("ab") as log:
            workers.append(
                subprocess.Popen(
                    [sys.executable, "-m", "celery", "-A", "tests.started_once", "worker", "--concurrency=1"],
                    cwd=places.ROOT,
                    env=environ,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )
        return workers[-1]

    def diary_reads(*words: str) -> bool:
        assert workers[-1].poll() is None, (tmp_path / "log").read_text()
        return (tmp_path / "diary").exists() and (tmp_path / "diary").read_text().split() == list(words)

    queue = f"from tests.started_once import tell; tell.delay({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", queue], cwd=places.ROOT, env=environ, check=True)
    try:
        doomed = start_worker()
        wait_for(lambda: diary_reads("started"))
        os.killpg(doomed.pid, signal.SIGKILL)
        (tmp_path / "go").touch()
        start_worker()
        wait_for(lambda: diary_reads("started", "started", "done"))
    finally:
        for worker in workers:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
