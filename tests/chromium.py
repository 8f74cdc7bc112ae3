"""Chromium of the system: where it is, and how it comes there. Run before the tests: ``python -m tests.chromium``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """The browser's path: CHROMIUM if set, else the first of the usual names on the PATH; None without one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> str:
    """Have Chromium, from the system's package manager where that is allowed; an empty string, or what to do."""
    if executable():
        return ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing Chromium for the browser tests …", flush=True)
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(
                ["apt-get", "--quiet", "--quiet", *arguments],
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                check=False,
            )
        if executable():
            return ""
    return (
        "The browser tests need Chromium: install the package chromium (Debian, Fedora, Arch) "
        "or chromium-browser (Ubuntu), or set CHROMIUM to a browser's path."
    )


if __name__ == "__main__":
    sys.exit(install() or None)
