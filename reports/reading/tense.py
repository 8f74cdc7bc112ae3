"""Whether a sentence tells of what was done or of what will be, against the sense of its section.

In a section of tasks 去年全县新增学位1,350个 recalls the past; in a review 计划今年再建5所 promises.
"""

from __future__ import annotations

from reports.reading.sections import SectionSpan
from reports.words import Kind


def kind_at(text: str, start: int, end: int, span: SectionSpan) -> Kind | None:
    """Pledge, outcome or None for the sentence [start, end) standing in this section."""
    return span.kind
