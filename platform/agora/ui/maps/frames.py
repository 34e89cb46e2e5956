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


def cover(outline: Outline, area: Area | None) -> str:
    """A 16:9 crop on a sector, leaning towards the outside where the waves are."""
    if area is None:
        height = (WIDTH + 2 * ROOM[0]) / COVER
        top = outline.height * 0.42 - height / 2
        return f"{-ROOM[0]} {top:.0f} {WIDTH + 2 * ROOM[0]} {height:.0f}"
    left, top, right, bottom = area.box
    tall = max(bottom - top, (right - left) / COVER) * CLOSE
    wide = tall * COVER
    # A sector of the edge is pushed inwards a little: half land, half waves.
    lean_x = ((left + right) / 2 - WIDTH / 2) * 0.12
    lean_y = ((top + bottom) / 2 - outline.height / 2) * 0.12
    x = (left + right) / 2 + lean_x - wide / 2
    y = (top + bottom) / 2 + lean_y - tall / 2
    return f"{x:.0f} {y:.0f} {wide:.0f} {tall:.0f}"


def mark(outline: Outline) -> str:
    """The city as a sign, beside its name."""
    boxes = [area.box for area in outline.areas]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return f"{left} {top} {right - left} {bottom - top}"
