"""The best one-to-one assignment: which pairs to take so that the sum of their scores is greatest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

_FAR = 1e9


def assign(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Row to column of the pairs taken; every row and column at most once, only pairs given, the sum greatest.

    Falls apart into connected groups first, each solved by the Hungarian method, so the work grows with the
    groups and not with the whole.
    """
    taken: dict[int, int] = {}
    for rows, columns in _groups(scores):
        taken |= _solve(rows, columns, scores)
    return taken


def _groups(scores: Mapping[tuple[int, int], float]) -> list[tuple[list[int], list[int]]]:
    columns_of: dict[int, list[int]] = defaultdict(list)
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, column in scores:
        columns_of[row].append(column)
        rows_of[column].append(row)
    groups, seen = [], set()
    for first in columns_of:
        if first in seen:
            continue
        rows, columns, waiting = {first}, set[int](), [first]
        while waiting:
            for column in columns_of[waiting.pop()]:
                if column not in columns:
                    columns.add(column)
                    waiting += [row for row in rows_of[column] if row not in rows]
                    rows.update(rows_of[column])
        seen |= rows
        groups.append((sorted(rows), sorted(columns)))
    return groups


def _solve(rows: list[int], columns: list[int], scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The Hungarian method by shortest augmenting paths; each row also has a column of its own that costs nothing."""
    width = len(columns) + len(rows)
    cost = [
        [-scores.get((row, column), -_FAR) for column in columns] + [0.0 if other == row else _FAR for other in rows]
        for row in rows
    ]
    row_price, column_price = [0.0] * (len(rows) + 1), [0.0] * (width + 1)
    holder, before = [0] * (width + 1), [0] * (width + 1)
    for number in range(1, len(rows) + 1):
        holder[0], at = number, 0
        least, used = [_FAR * 2] * (width + 1), [False] * (width + 1)
        while holder[at]:
            used[at] = True
            row, step, nearest = holder[at], _FAR * 2, 0
            for column in range(1, width + 1):
                if used[column]:
                    continue
                reduced = cost[row - 1][column - 1] - row_price[row] - column_price[column]
                if reduced < least[column]:
                    least[column], before[column] = reduced, at
                if least[column] < step:
                    step, nearest = least[column], column
            for column in range(width + 1):
                if used[column]:
                    row_price[holder[column]] += step
                    column_price[column] -= step
                else:
                    least[column] -= step
            at = nearest
        while at:
            holder[at] = holder[before[at]]
            at = before[at]
    return {
        rows[holder[column] - 1]: columns[column - 1]
        for column in range(1, len(columns) + 1)
        if holder[column] and (rows[holder[column] - 1], columns[column - 1]) in scores
    }
