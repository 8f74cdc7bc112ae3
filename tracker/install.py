"""Make .venv and install a requirements file into it; does nothing when that was done before.

Runs on the system's Python before anything is installed, so it uses the standard library alone.
Usage: ``python3 tracker/install.py requirements.txt``.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
#: An installed .venv takes 0.8 GB and pip as much again while it unpacks.
ROOM_NEEDED = 1700000000


class InstallError(Exception):
    """Why it cannot be installed, in one line."""


def install(name: str) -> None:
    """Install the requirements file ``name``; raises InstallError or OSError."""
    log = os.path.join(ROOT, "var", "install.log")
    if not os.path.isdir(os.path.dirname(log)):
        os.makedirs(os.path.dirname(log))
    with open(os.path.join(ROOT, "var", "install.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = os.path.join(VENV, "installed-" + name)
        if _read(stamp) == fingerprint(name):
            return
        free = shutil.disk_usage(ROOT).free
        if free < ROOM_NEEDED:
            raise InstallError(
                f"the disk is too full: {free / 1e9:.1f} GB free at {ROOT}, "
                f"and installing needs {ROOM_NEEDED / 1e9:.1f} GB."
            )
        print(f"installing {name} into .venv; the first time takes a minute or two …", flush=True)
        if os.path.exists(VENV) and not _runs(PYTHON):
            shutil.rmtree(VENV)  # the Python it was made with is gone
        if not os.path.exists(PYTHON):
            _run([sys.executable, "-m", "venv", VENV], log)
        options = ["--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        _run([PYTHON, "-m", "pip", "install", *options, "-r", os.path.join(ROOT, name)], log)
        with open(stamp, "w") as file:
            file.write(fingerprint(name))


def fingerprint(name: str) -> str:
    """What the requirements file and those it names say, and the Python they are for; as a hash."""
    digest = hashlib.sha256(sys.version.encode())
    names = [name]
    while names:
        text = _read(os.path.join(ROOT, names.pop()))
        digest.update(text.encode())
        names += [line.split()[1] for line in text.splitlines() if line.startswith("-r ")]
    return digest.hexdigest()


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def _runs(python: str) -> bool:
    with contextlib.suppress(OSError):
        return subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    return False


def _run(arguments: list[str], log: str) -> None:
    """Run a step with its output in the log; raises InstallError with the last error it told."""
    with open(log, "wb") as file:
        failed = subprocess.call(arguments, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
    if not failed:
        return
    told = [line.strip() for line in _read(log).splitlines() if line.strip()]
    if any(os.strerror(errno.ENOSPC) in line for line in told):
        raise InstallError(f"the disk is full; free {ROOM_NEEDED / 1e9:.1f} GB and run it again.")
    if any("ensurepip" in line for line in told):
        raise InstallError("Python's venv module is incomplete: install the package python3-venv and run it again.")
    errors = [line for line in told if "error" in line.lower()] or told or ["no reason was given"]
    raise InstallError(f"installing failed: {errors[-1]} (all of it in {log})")


if __name__ == "__main__":
    try:
        install(sys.argv[1])
    except (InstallError, OSError) as error:
        sys.exit(f"duixian: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
