"""Which part of the drawing a page shows."""

from agora.ui.maps.outline import WIDTH, Area, Outline

COVER = 16 / 9
ROOM = (60, 40)
CLOSE = 1.75
"""A cover shows its sector and this much of what is around."""


def whole(outline: Outline) -> str:
    """The city alone."""
    return f"0 0 {WIDTH} {outline.height}"


def hero(outline: Outline) -> str:
    """The city and its waves."""
    dx, dy = ROOM
    return f"{-dx} {-dy} {WIDTH + 2 * dx} {outline.height + 2 * dy}"


def cover(outline: Outline, area: Area | None, seed: int = 0) -> str:
    """A 16:9 crop on a sector, leaning towards the outside where the waves are.

    What concerns the whole city is seen from a place that its seed chooses, so that a list of
    covers does not repeat itself.
    """
    if area is None:
        return _anywhere(outline, seed)
    left, top, right, bottom = area.box
    tall = max(bottom - top, (right - left) / COVER) * CLOSE
    wide = tall * COVER
    # A sector of the edge is pushed inwards a little: half land, half waves.
    lean_x = ((left + right) / 2 - WIDTH / 2) * 0.12
    lean_y = ((top + bottom) / 2 - outline.height / 2) * 0.12
    x = (left + right) / 2 + lean_x - wide / 2
    y = (top + bottom) / 2 + lean_y - tall / 2
    return f"{x:.0f} {y:.0f} {wide:.0f} {tall:.0f}"


def _anywhere(outline: Outline, seed: int) -> str:
    wide = (WIDTH + 2 * ROOM[0]) * (0.92, 0.7, 0.56)[seed % 3]
    tall = wide / COVER
    x = -ROOM[0] + (WIDTH + 2 * ROOM[0] - wide) * (seed * 5 % 7) / 6
    room = max(outline.height + 2 * ROOM[1] - tall, 0)
    y = -ROOM[1] + room * (1 + seed * 3 % 5) / 6
    return f"{x:.0f} {y:.0f} {wide:.0f} {tall:.0f}"


def mark(outline: Outline) -> str:
    """The city as a sign, beside its name."""
    boxes = [area.box for area in outline.areas]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return f"{left} {top} {right - left} {bottom - top}"
