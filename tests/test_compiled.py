"""The compiled reading (`make fast`) says to the letter what the source says, and is never taken for another source."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from reports.reading import version

ROOT = Path(__file__).resolve().parents[1]
COMPILER = (sysconfig.get_config_var("CC") or "cc").split()[0]
#: Every statement of the digests as JSON, with the file that read them.
READ_ALL = """
import dataclasses, json, pathlib
from reports.reading import deeds
from reports.reading.read import read
said = []
for path in sorted(pathlib.Path("fixtures/digests").glob("*/*.txt")):
    reading = read(path.read_bytes().decode("utf-8"), int(path.stem))
    said += [dataclasses.asdict(statement) for statement in reading.statements]
    said += [dataclasses.asdict(figure) for figure in reading.unread]
print(json.dumps([deeds.__file__, said]))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )


@pytest.mark.skipif(not shutil.which(COMPILER), reason=f"no C compiler ({COMPILER}) on this machine")
def test_the_compiled_reading_reads_the_same(tmp_path):
    var = str(tmp_path / "var")
    # What is said does not hang on how fast it is said; to optimise takes as long again.
    done = run("manage.py", "compile_reading", DUIXIAN_VAR=var, MYPYC_OPT_LEVEL="0")
    assert done.returncode == 0, done.stderr
    assert "already" in run("manage.py", "compile_reading", DUIXIAN_VAR=var).stdout

    source = run("-c", READ_ALL, DUIXIAN_VAR=var, DUIXIAN_COMPILED="0")
    compiled = run("-c", READ_ALL, DUIXIAN_VAR=var, DUIXIAN_COMPILED="1")
    by_source, said = json.loads(source.stdout)
    by_compiled, said_compiled = json.loads(compiled.stdout)
    assert by_source == str(ROOT / "reports" / "reading" / "deeds.py")
    assert by_compiled.startswith(var)
    assert len(said) > 100
    assert said_compiled == said


def test_compiled_code_of_another_source_is_not_loaded(tmp_path, monkeypatch):
    monkeypatch.setenv("DUIXIAN_VAR", str(tmp_path))
    monkeypatch.setenv("DUIXIAN_COMPILED", "1")
    (tmp_path / "compiled" / f"{sys.implementation.cache_tag}-000000000000").mkdir(parents=True)
    assert version.compiled() is None
    version.compiled_place().mkdir()
    assert version.compiled() == version.compiled_place()
    monkeypatch.setenv("DUIXIAN_COMPILED", "0")
    assert version.compiled() is None


def test_it_says_what_is_missing_where_there_is_no_compiler(tmp_path):
    done = run("manage.py", "compile_reading", DUIXIAN_VAR=str(tmp_path), PATH=str(tmp_path))
    assert done.returncode == 1
    assert "no C compiler" in done.stderr
    assert "Traceback" not in done.stderr
