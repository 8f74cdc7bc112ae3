"""Compiles the reading with mypyc, from the types it has anyway: the same statements in two thirds of the time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.reading.version import compiled_place

ROOT = Path(__file__).resolve().parents[3]
#: What is loaded once and looks for its files beside itself stays as it is.
LEFT = {"__init__.py", "load.py", "record.py", "text.py", "version.py"}
#: mypy has proved that nothing assigns to a record, so the compiled one need not look out for it each time it is made.
GUARDED, PLAIN = "@dataclass(frozen=True, slots=True)", "@dataclass(slots=True, unsafe_hash=True)"
_RECORD = re.compile(r"@record\n(?P<whole>class \w+:\n(?:    .*\n|\n(?=    ))+)")
_FIELD = re.compile(r"^    (\w+): ([^=\n]+?)( = .+)?$", re.MULTILINE)


class Command(BaseCommand):
    help = "Compile the reading of reports, which makes it faster; needs a C compiler and about a minute."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        place = compiled_place()
        if place.is_dir():
            self.stdout.write("the reading is compiled already")
            return
        compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
        if not shutil.which(compiler):
            raise CommandError(f"no C compiler ({compiler}): install one, or go on without; the reading needs none")
        self.stdout.write("compiling the reading; this takes about a minute")
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".building-") as folder:
            building = Path(folder)
            made = _compile(building)
            for old in place.parent.glob(f"{sys.implementation.cache_tag}-*"):
                shutil.rmtree(old)
            try:
                made.rename(place)
            except OSError:
                # Somebody else has made the same meanwhile.
                if not place.is_dir():
                    raise
        self.stdout.write(f"compiled into {place}")


def _written_out(record: re.Match[str]) -> str:
    """A record as a class with a constructor of its own, which mypyc compiles; it leaves a dataclass's to Python."""
    fields = _FIELD.findall(record["whole"])
    parameters = "".join(f", {name}: {kind}{default}" for name, kind, default in fields)
    assigned = "".join(f"        self.{name} = {name}\n" for name, _, _ in fields)
    return f"{record['whole']}\n    def __init__(self{parameters}) -> None:\n{assigned}"


def _compile(folder: Path) -> Path:
    """The folder of compiled modules made in ``folder``; CommandError with the compiler's own words when it fails."""
    source = folder / "source"
    shutil.copytree(
        ROOT / "reports" / "reading",
        source / "reports" / "reading",
        ignore=shutil.ignore_patterns("__pycache__", "files"),
    )
    shutil.copy(ROOT / "reports" / "words.py", source / "reports")
    for package in ("reports", "reports/reading", "reports/reading/lexicon"):
        (source / package / "__init__.py").write_text("", "utf-8")
    # Its own, or mypy looks for the project's above.
    (source / "mypy.ini").write_text("[mypy]\nignore_missing_imports = True\nfollow_imports = silent\n", "utf-8")
    modules = [path for path in sorted((source / "reports" / "reading").rglob("*.py")) if path.name not in LEFT]
    for path in modules:
        code = path.read_text("utf-8").replace(GUARDED, PLAIN)
        path.write_text(_RECORD.sub(_written_out, code), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypyc", *(str(path.relative_to(source)) for path in modules)],
        cwd=source, capture_output=True, text=True, env={"MYPYC_OPT_LEVEL": "3", **os.environ},
    )  # fmt: skip
    if done.returncode:
        raise CommandError("it does not compile: " + "\n".join((done.stdout + done.stderr).splitlines()[-12:]))
    made = folder / "made"
    for path in source.rglob(f"*{sysconfig.get_config_var('EXT_SUFFIX')}"):
        if "build" not in path.relative_to(source).parts:
            target = made / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
    return made
