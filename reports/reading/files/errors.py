"""Why a file gives no text: one class a reason, one line for a person in each."""

from __future__ import annotations


class TextError(ValueError):
    """A file that gives no text."""


class EmptyText(TextError):  # noqa: N818 - says what is wrong with the file
    """Nothing but blanks."""


class TooLarge(TextError):  # noqa: N818 - says what is wrong with the file
    """More than ``LARGEST`` bytes."""


class UnknownEncoding(TextError):  # noqa: N818 - says what is wrong with the file
    """Bytes that are text in none of the encodings known."""


class UnsupportedFormat(TextError):  # noqa: N818 - says what is wrong with the file
    """A format that is not read: legacy .doc, images, archives, programs."""


class EncryptedFile(TextError):  # noqa: N818 - says what is wrong with the file
    """A file that asks for a password."""
