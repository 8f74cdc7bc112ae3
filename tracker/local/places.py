"""Where local data lies: var/ beside the code, or the directory DUIXIAN_VAR names."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def var() -> Path:
    """The directory of everything this machine keeps; a relative DUIXIAN_VAR counts from the project's root."""
    return ROOT / (os.environ.get("DUIXIAN_VAR") or "var")
