"""PNGs made small: vl-convert writes four bytes a pixel, and a card has fewer colours than one byte can name."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Width and height, bits a channel, kind of colour, and three zeros.
_HEAD = struct.Struct(">IIBBBBB")
_OPACITY, _PALETTE = 6, 3


def packed(content: bytes) -> bytes:
    """The same picture pixel for pixel, with a palette; as it came where that cannot be (see below)."""
    import numpy as np

    chunks = _chunks(content)
    width, height, *kind = _HEAD.unpack(chunks[b"IHDR"])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8)
    if kind != [8, _OPACITY, 0, 0, 0]:
        return content
    rows = rows.reshape(height, width * 4 + 1)
    # Each row is told as differences from one pixel to the next, which a running sum undoes.
    if (rows[:, 0] != 1).any():
        return content
    pixels = np.cumsum(rows[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8)
    if (pixels[:, :, 3] != 255).any():
        return content
    red, green, blue = (pixels[:, :, channel].astype(np.uint32) for channel in range(3))
    colours, found = np.unique(red << 16 | green << 8 | blue, return_inverse=True)
    if len(colours) > 256:
        return content
    palette = b"".join(int(colour).to_bytes(3, "big") for colour in colours)
    named = np.zeros((height, width + 1), dtype=np.uint8)
    named[:, 1:] = found.reshape(height, width)
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", _HEAD.pack(width, height, 8, _PALETTE, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(named.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunks(content: bytes) -> dict[bytes, bytes]:
    """The parts by name; those of one name are one."""
    found: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        name = content[at + 4 : at + 8]
        found[name] = found.get(name, b"") + content[at + 8 : at + 8 + length]
        at += length + 12
    return found


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
