"""What the desks' pages send: JSON of which every part can be stored."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest


def sent(request: HttpRequest) -> Any:
    """The JSON of the request's body.

    Raises ValueError for what is none, is nested without end, or holds half a character or a number without an end:
    no page sends those, and no database takes them.
    """
    try:
        data = json.loads(request.body, parse_constant=_refuse)
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return data


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"no number of JSON: {constant}")
