"""Numbers worked out for the drawings: lengths in percent, text in fixed sizes, no style.

Each function returns the context of its template: a figure with a title, a sentence that says
what is seen, and the data as a table.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from agora.ui import french

BAR_ROOM, FUNNEL_ROOM = 86.0, 70.0
"""Percent of the width the longest bar takes, its number beside it."""
ROW = 46
COLUMN_HEIGHT, COLUMN_LABELS = 150, 12
COLOURS = 5

Row = tuple[Any, float]


def bars(
    rows: Iterable[Row], title: Any, sentence: Any, *, room: float = BAR_ROOM
) -> dict[str, Any]:
    """One lying bar per row."""
    rows = list(rows)
    most = max((value for _label, value in rows), default=0) or 1
    drawn = [
        {
            "label": label,
            "y": at * ROW + 15,
            "top": at * ROW + 22,
            "number_y": at * ROW + 33,
            "width": _percent(value / most * room),
            "number_x": _percent(value / most * room + 1.5),
            "value": value,
        }
        for at, (label, value) in enumerate(rows)
    ]
    return _figure(rows, title, sentence) | {"rows": drawn, "height": max(ROW, len(rows) * ROW)}


def funnel(rows: Iterable[Row], title: Any, sentence: Any) -> dict[str, Any]:
    """What remains of the first row at each step."""
    rows = list(rows)
    figure = bars(rows, title, sentence, room=FUNNEL_ROOM)
    first = rows[0][1] if rows and rows[0][1] else 1
    for drawn, (_label, value) in zip(figure["rows"], rows, strict=True):
        drawn["share"] = french.number(100 * value / first)
    return figure


def columns(rows: Iterable[Row], title: Any, sentence: Any) -> dict[str, Any]:
    """One standing bar per row: months, days."""
    rows = list(rows)
    most = max((value for _label, value in rows), default=0) or 1
    each = 100 / (len(rows) or 1)
    every = -(-len(rows) // COLUMN_LABELS) or 1
    drawn = []
    for at, (label, value) in enumerate(rows):
        tall = round(value / most * COLUMN_HEIGHT)
        drawn.append(
            {
                "label": label if at % every == 0 else "",
                "x": _percent(at * each + each * 0.12),
                "width": _percent(each * 0.76),
                "middle": _percent(at * each + each / 2),
                "top": COLUMN_HEIGHT + 22 - tall,
                "height": tall,
                "number_y": COLUMN_HEIGHT + 16 - tall,
                "value": value,
                "said": len(rows) <= COLUMN_LABELS,
            }
        )
    foot = COLUMN_HEIGHT + 22
    return _figure(rows, title, sentence) | {
        "rows": drawn, "height": foot + 26, "foot": foot, "label_y": foot + 18,
    }  # fmt: skip


def stacked(
    rows: Iterable[tuple[Any, Sequence[float]]], keys: Sequence[Any], title: Any, sentence: Any
) -> dict[str, Any]:
    """Bars cut in up to five parts, each the whole width; the parts are named above."""
    rows = list(rows)
    labelled = len(rows) > 1
    room = ROW if labelled else 24
    drawn = []
    for at, (label, values) in enumerate(rows):
        total = sum(values) or 1
        gap, x, parts = 0.5, 0.0, []
        wide = 100 - gap * (sum(1 for value in values if value) - 1)
        for rank, value in enumerate(values[:COLOURS], start=1):
            if value:
                width = value / total * wide
                parts.append({"rank": rank, "x": _percent(x), "width": _percent(width)})
                x += width + gap
        top = at * room + (22 if labelled else 0)
        drawn.append({"label": label, "y": at * room + 15, "top": top, "parts": parts})
    totals = [sum(values[at] for _label, values in rows) for at in range(len(keys))]
    return {
        "title": title, "sentence": sentence, "rows": drawn, "labelled": labelled,
        "height": max(room * len(rows) - (4 if not labelled else 0), 20),
        "bar_height": 14 if labelled else 20,
        "keys": [
            {"rank": rank, "label": key, "value": total}
            for rank, (key, total) in enumerate(zip(keys, totals, strict=True), start=1)
        ],
        "table": [(label, list(values)) for label, values in rows], "heads": list(keys),
        "said": _said(zip(keys, totals, strict=True)),
    }  # fmt: skip


def ring(rows: Iterable[Row], title: Any, sentence: Any) -> dict[str, Any]:
    """Shares of a whole, its sum in the middle."""
    rows = list(rows)[:COLOURS]
    total = sum(value for _label, value in rows)
    start, drawn = 0.0, []
    for rank, (label, value) in enumerate(rows, start=1):
        share = 100 * value / total if total else 0
        shown = max(share - 0.8, 0.2) if share else 0
        drawn.append(
            {
                "rank": rank,
                "label": label,
                "value": value,
                "dash": f"{shown:.1f} {100 - shown:.1f}",
                "offset": f"{25 - start:.1f}",
            }
        )
        start += share
    return _figure(rows, title, sentence) | {"rows": drawn, "total": total}


def spark(values: Sequence[float]) -> list[dict[str, Any]]:
    """Eight little bars, 22 high."""
    most = max(values, default=0) or 1
    heights = [max(2, round(value / most * 20)) for value in values]
    return [{"x": at * 11, "y": 22 - tall, "height": tall} for at, tall in enumerate(heights)]


def _figure(rows: Sequence[Row], title: Any, sentence: Any) -> dict[str, Any]:
    return {
        "title": title,
        "sentence": sentence,
        "table": [(label, [value]) for label, value in rows],
        "heads": [],
        "said": _said(rows),
    }


def _said(rows: Iterable[Row]) -> str:
    return ", ".join(f"{label} {french.number(value)}" for label, value in rows)


def _percent(value: float) -> str:
    return f"{value:.1f}%"
