"""Measures the reading beside two yardsticks in one run: `make bench`, or `CORPUS=FOLDER make bench` for real reports.

The reading is measured as `make fast` compiles it and as plain Python, which is all that a machine without a C
compiler has.

The yardsticks are a bare scan for numbers, the least anybody could do, and jieba's cut into words with their parts of
speech, which finds no meaning. Ratios hold from machine to machine, figures do not. One thread, processor time.
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import desk, keys, rejudging, site, spreadsheets

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
#: jieba is slow: a part of the texts is enough to tell its pace.
CUT = 60_000
NUMBERS = re.compile(r"\d+(?:\.\d+)?")
#: Texts in which nothing may grow faster than its length: of one sentence, of digits, of 分别, of statements alone.
REPEATED = {
    "one sentence": "建设停车场和公园",
    "digits only": "7",
    "分别 only": "分别",
    "statements only": "新建停车场6个，",
    "figures only": "6个、",
}
#: 5 MB of Chinese in UTF-8, in characters.
FIVE_MEGABYTES = 1_700_000


def texts(folder: Path) -> list[tuple[str, int]]:
    """Every <code>/<year>.txt of a folder with its year."""
    return [(path.read_bytes().decode("utf-8"), int(path.stem)) for path in sorted(folder.glob("*/*.txt"))]


def pace(work: Callable[[], object], characters: int) -> float:
    """Characters a second, the median of ROUNDS."""
    paces = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        paces.append(characters / (time.process_time() - begin))
    return statistics.median(paces)


def repeated(name: str, characters: int) -> str:
    """A text of so many characters of one repeated piece, or of the repository's digests in turn."""
    if name == "a long report":
        words = "".join(text for text, _ in texts(_folder()))
        return (words * (characters // len(words) + 1))[:characters]
    return "二、2019年工作安排\n" + REPEATED[name] * (characters // len(REPEATED[name]))


def once(name: str, characters: int) -> None:
    """Reads one repeated text and prints the seconds it took and the peak of memory in megabytes."""
    from reports.reading.read import read

    text = repeated(name, characters)
    read("二、2019年工作安排\n新建停车场6个。\n建成柳湾大桥。", 2019)
    begin = time.process_time()
    read(text, 2019)
    seconds = time.process_time() - begin
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _folder() -> Path:
    return Path(os.environ.get("CORPUS") or ROOT / "fixtures" / "digests")


def compare() -> None:
    """Prints the paces of the reading and of the two yardsticks, and the ratios."""
    import jieba.posseg

    folder = _folder()
    reports = texts(folder)
    if not reports:
        sys.exit(f"no <code>/<year>.txt in {folder}")
    characters = sum(len(text) for text, _ in reports)
    words = "".join(text for text, _ in reports)[:CUT]
    print(
        f"\n{len(reports)} reports of {folder.name}, {characters:,} characters; median of {ROUNDS} rounds, one thread"
    )

    jieba.setLogLevel(60)
    list(jieba.posseg.cut("政府工作报告"))
    scan = pace(lambda: [NUMBERS.findall(text) for text, _ in reports], characters)
    cut = pace(lambda: list(jieba.posseg.cut(words)), len(words))
    print(f"a bare scan for numbers          {scan:>14,.0f} characters/s")
    print(f"jieba's parts of speech          {cut:>14,.0f} characters/s")
    for name, use in (("the full reading, compiled", "1"), ("the full reading, plain Python", "0")):
        reading = float(_run("reading", use_compiled=use)[0])
        print(f"{name:<32} {reading:>14,.0f} characters/s   / scan {reading / scan:.4f}   / jieba {reading / cut:.1f}")


def link_pairs() -> None:
    """Prints how long linking and judging a pair takes, beside reading the two reports."""
    from reports.reading.read import read
    from tracker.judging.assess import assess

    found = {(path.parent.name, int(path.stem)): path for path in sorted(_folder().glob("*/*.txt"))}
    pairs = [(code, year) for code, year in found if (code, year + 1) in found]
    if not pairs:
        return
    needed = {key for code, year in pairs for key in ((code, year), (code, year + 1))}
    texts_of = {key: found[key].read_bytes().decode("utf-8") for key in needed}
    begin = time.process_time()
    readings = {key: read(text, key[1]) for key, text in texts_of.items()}
    reading = (time.process_time() - begin) / len(readings) * 2
    took = []
    for code, year in pairs:
        begin = time.process_time()
        assess(readings[code, year], readings[code, year + 1], year)
        took.append(time.process_time() - begin)
    mean, most = statistics.mean(took), max(took)
    print(
        f"linking and judging a pair       {mean * 1000:.0f} ms, {most * 1000:.0f} ms at most, of {len(pairs)} pairs;"
        f" {mean / reading:.2f} of reading the two"
    )


def reading_pace() -> None:
    """Prints the pace of the full reading."""
    from reports.reading.read import read

    reports = texts(_folder())

    def read_all() -> None:
        for text, year in reports:
            read(text, year)

    read_all()
    print(pace(read_all, sum(len(text) for text, _ in reports)))


def grow() -> None:
    """Prints the time of texts of one and of four parts, and the peak of memory at 5 MB."""
    print("repeated words: seconds for a quarter and for all of 5 MB (four times is linear), and the peak of memory")
    for name in (*REPEATED, "a long report"):
        quarter, _ = _measured(name, FIVE_MEGABYTES // 4)
        whole, peak = _measured(name, FIVE_MEGABYTES)
        print(f"{name:<18} {quarter:>7.2f} s {whole:>7.2f} s   × {whole / quarter:>4.1f}   {peak:>5.0f} MB")


def _measured(name: str, characters: int) -> tuple[float, float]:
    """Seconds and megabytes of one reading in a process of its own."""
    said = _run(name, str(characters))
    return float(said[0]), float(said[1])


def _run(*arguments: str, use_compiled: str = "1") -> list[str]:
    """What a process of its own prints, in words."""
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments],
        cwd=ROOT, check=True, capture_output=True, text=True, env={**os.environ, "DUIXIAN_COMPILED": use_compiled},
    ).stdout.split()  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:] == ["reading"]:
        reading_pace()
    elif sys.argv[1:] == ["rejudging"]:
        rejudging.rejudge(_folder())
    elif sys.argv[1:2] == ["desk"]:
        desk.measure(*map(int, sys.argv[2:]))
    elif sys.argv[1:2] == ["site"]:
        desk.filled(int(sys.argv[2]) if sys.argv[2:] else desk.COMMITMENTS, site.show_pages)
    elif sys.argv[1:2] == ["spreadsheets"]:
        spreadsheets.measure(*map(int, sys.argv[2:]))
    elif sys.argv[1:2] == ["keys"]:
        keys.measure(*map(int, sys.argv[2:]))
    elif len(sys.argv) == 3:
        once(sys.argv[1], int(sys.argv[2]))
    else:
        # First the processes of their own: a child's peak of memory counts from its parent's size.
        grow()
        compare()
        link_pairs()
        rejudging.rejudge(_folder())
        simulated = {name: value for name, value in os.environ.items() if name != "CORPUS"}
        for environment in [simulated, dict(os.environ)][: 2 if "CORPUS" in os.environ else 1]:
            for part in ("desk", "site"):
                subprocess.run([sys.executable, "-m", "tests.bench", part], cwd=ROOT, check=True, env=environment)
        # Each in a process of its own: the database of the one before is gone.
        for part in ("keys", "spreadsheets"):
            subprocess.run([sys.executable, "-m", "tests.bench", part], cwd=ROOT, check=True)
