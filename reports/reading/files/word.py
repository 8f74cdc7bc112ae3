"""A Word file to its words."""

from __future__ import annotations

import io

from reports.reading.files.errors import UnsupportedFormat


def word_text(raw: bytes, name: str) -> str:
    """The words of a Word file, one line a paragraph or a table's row; UnsupportedFormat when it is none."""
    import zipfile

    try:
        inside = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except zipfile.BadZipFile as error:
        raise UnsupportedFormat(f"{name}: a damaged archive") from error
    if "word/document.xml" not in inside:
        raise UnsupportedFormat(f"{name}: an archive: unpack it first")
    import docx

    try:
        document = docx.Document(io.BytesIO(raw))
    except Exception as error:
        raise UnsupportedFormat(f"{name}: a Word file that cannot be opened") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"
