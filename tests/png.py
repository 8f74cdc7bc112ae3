"""Reads the PNGs that are drawn: eight bits, with a palette or as vl-convert writes them."""

from __future__ import annotations

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE, OPACITY = 3, 6


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    return _head(content)[:2]


def inked(content: bytes) -> np.ndarray:
    """Which pixels, ``[y, x]``, differ by more than a shade from the one in the upper left corner."""
    found = pixels(content).astype(int)
    return np.abs(found - found[0, 0]).max(axis=2) > 40


def pixels(content: bytes) -> np.ndarray:
    """Red, green and blue of all pixels, ``[y, x, channel]``."""
    width, height, colour = _head(content)
    rows = np.frombuffer(zlib.decompress(_chunk(content, b"IDAT")), dtype=np.uint8).reshape(height, -1)
    if colour == PALETTE:
        assert not rows[:, 0].any()
        return np.frombuffer(_chunk(content, b"PLTE"), dtype=np.uint8).reshape(-1, 3)[rows[:, 1:]]
    assert (rows[:, 0] == 1).all()
    return np.cumsum(rows[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8)[:, :, :3]


def _head(content: bytes) -> tuple[int, int, int]:
    assert content.startswith(SIGNATURE)
    width, height, depth, colour, _packing, _filters, interlaced = struct.unpack(">IIBBBBB", _chunk(content, b"IHDR"))
    assert (depth, interlaced) == (8, 0)
    assert colour in (PALETTE, OPACITY)
    return width, height, colour


def _chunk(content: bytes, wanted: bytes) -> bytes:
    """What the chunks of a name hold, one behind the other; each is checked against its sum."""
    found, at = b"", len(SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        named = content[at + 4 : at + 8 + length]
        assert struct.unpack(">I", content[at + 8 + length : at + 12 + length]) == (zlib.crc32(named),)
        found += named[4:] if named[:4] == wanted else b""
        at += length + 12
    return found
