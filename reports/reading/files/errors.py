"""Why a file gives no text: one class a reason, one line for a person in each."""

from __future__ import annotations


class TextError(ValueError):
    """A file that gives no text; `code` names the reason to a program."""

    code = "unreadable"

    @property
    def told(self) -> dict[str, str]:
        """What the words for the reason name besides, by name."""
        return {}


class EmptyText(TextError):  # noqa: N818 - says what is wrong with the file
    """Nothing but blanks."""

    code = "empty"


class TooLarge(TextError):  # noqa: N818 - says what is wrong with the file
    """More than ``LARGEST`` bytes."""

    code = "too_large"


class TooLong(TextError):  # noqa: N818 - says what is wrong with the file
    """A text of more characters than any report has."""

    code = "too_long"

    def __init__(self, count: int, most: int, name: str) -> None:
        super().__init__(f"{name}: longer than any report ({count:,} characters; at most {most:,} are taken)")
        self._told = {"count": f"{count:,}", "most": f"{most:,}"}

    @property
    def told(self) -> dict[str, str]:
        return self._told


class TooIntricate(TextError):  # noqa: N818 - says what is wrong with the file
    """More pages, paragraphs or tags, or tags within tags, than any report has; made so, it would be read for hours."""

    code = "too_intricate"


class UnknownEncoding(TextError):  # noqa: N818 - says what is wrong with the file
    """Bytes that are text in none of the encodings known."""

    code = "encoding"


class UnsupportedFormat(TextError):  # noqa: N818 - says what is wrong with the file
    """A format that is not read: legacy .doc, images, archives, programs."""

    code = "format"


class MisnamedFile(UnsupportedFormat):
    """A format that is not read, under the name of one that is: a picture called .pdf."""

    code = "misnamed"


class EncryptedFile(TextError):  # noqa: N818 - says what is wrong with the file
    """A file that asks for a password."""

    code = "password"
