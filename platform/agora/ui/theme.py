"""One colour in, four per mode out, contrast guaranteed: the theme of a house.

Worked out in OKLCH, where lightness is what the eye sees. `city` fills, `on_city` is text on it,
`city_ink` writes links and draws the thread, `city_soft` tints. The ratios are the promise, not
the exact values.
"""

import re
from functools import lru_cache
from math import atan2, cos, hypot, sin
from typing import Final

DEFAULT: Final = "#0B6E6E"
PROVIDER: Final = "#2F3E55"
CLUB: Final = "#7A3E6D"
REVISION: Final = 1
"""Moved when the derivation changes: the style sheets are cached for ever."""

INK, WHITE = "#1E1B17", "#FFFFFF"
GROUNDS: Final = {
    "light": ("#FBFAF7", "#FFFFFF", "#F2EFE9"),
    "dark": ("#171614", "#211F1C", "#100F0E"),
}
MOST_CHROMA: Final = 0.19
SOFT: Final = {"light": (0.95, 0.018), "dark": (0.275, 0.03)}
TEXT_RATIO, INK_RATIO = 4.5, 4.6
STEP: Final = 0.01
HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}\Z")

Lch = tuple[float, float, float]
Four = dict[str, str]


def derive(colour: str) -> dict[str, Four]:
    """The four properties of each mode, from one colour."""
    return {mode: dict(_derive(colour.upper(), mode)) for mode in GROUNDS}


def css(colour: str) -> str:
    """The style sheet of a house."""
    light, dark = (_rule(_derive(colour.upper(), mode)) for mode in GROUNDS)
    return (
        f"@layer tokens{{:root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media print{{:root{{--city:#000;--on-city:#FFF;--city-ink:#000;--city-soft:#FFF}}}}}}"
    )


def url(colour: str) -> str:
    """Where the style sheet is served: a pure function of the colour, cached for ever."""
    if not HEX.match(colour):
        colour = DEFAULT
    return f"/theme-{colour[1:].lower()}-{REVISION}.css"


def icon_url(colour: str) -> str:
    """Where the picture of the tab is served."""
    return url(colour).replace("/theme-", "/icone-").replace(".css", ".svg")


def icon(colour: str) -> str:
    """The picture of the tab: four people around a table, seen from above, in its colour."""
    light, dark = (_derive(colour.upper(), mode) for mode in GROUNDS)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f"<style>.f{{fill:{light['city']}}}.o{{fill:{light['on_city']}}}"
        f"@media(prefers-color-scheme:dark){{.f{{fill:{dark['city']}}}"
        f".o{{fill:{dark['on_city']}}}}}</style>"
        '<rect class="f" width="32" height="32" rx="9"/>'
        '<g class="o"><circle cx="16" cy="16" r="5"/>'
        '<circle cx="16" cy="6" r="2.6"/><circle cx="16" cy="26" r="2.6"/>'
        '<circle cx="6" cy="16" r="2.6"/><circle cx="26" cy="16" r="2.6"/></g></svg>'
    )


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rule(four: Four) -> str:
    return ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in four.items())


@lru_cache(maxsize=2_048)
def _derive(colour: str, mode: str) -> Four:
    lightness, chroma, hue = to_lch(colour)
    chroma = min(chroma, MOST_CHROMA)
    soft = to_hex((SOFT[mode][0], min(chroma, SOFT[mode][1]), hue))
    city, on_city = _fill(colour, (lightness, chroma, hue), mode)
    ink = _ink((lightness, chroma, hue), mode, (*GROUNDS[mode], soft))
    return {"city": city, "on_city": on_city, "city_ink": ink, "city_soft": soft}


def _fill(colour: str, lch: Lch, mode: str) -> tuple[str, str]:
    """The nearest lightness on which white or ink can be read."""
    lightness, chroma, hue = lch
    lowest, highest = (0.5 if mode == "dark" else 0.2), 0.95
    wanted = min(max(lightness, lowest), highest)
    keeps = wanted == lightness and to_lch(colour)[1] <= MOST_CHROMA
    for distance in range(100):
        for tried in {wanted - distance * STEP, wanted + distance * STEP}:
            if lowest <= tried <= highest:
                fill = colour if keeps and not distance else to_hex((tried, chroma, hue))
                for text in (WHITE, INK):
                    if contrast(fill, text) >= TEXT_RATIO:
                        return fill, text
    raise AssertionError(f"no readable fill for {colour}")  # the test of 4,096 colours says never


def _ink(lch: Lch, mode: str, grounds: tuple[str, ...]) -> str:
    """The first lightness, going away from the ground, that can be read on all of it."""
    lightness, chroma, hue = lch
    tried = max(lightness, 0.62) if mode == "dark" else max(0.3, min(lightness, 0.62))
    step = STEP if mode == "dark" else -STEP
    while 0 <= tried <= 1:
        ink = to_hex((tried, chroma, hue))
        if all(contrast(ink, ground) >= INK_RATIO for ground in grounds):
            return ink
        tried += step
    return WHITE if mode == "dark" else "#000000"


# Colour spaces: Björn Ottosson, https://bottosson.github.io/posts/oklab/


@lru_cache(maxsize=4_096)
def to_lch(colour: str) -> Lch:
    """Read `#RRGGBB` as lightness, chroma, hue."""
    red, green, blue = _linear(colour)
    l_ = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    m_ = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    s_ = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_
    b = 0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_
    return 0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_, hypot(a, b), atan2(b, a)


def to_hex(lch: Lch) -> str:
    """Write a colour as `#RRGGBB`, its chroma lowered until a screen can show it."""
    lightness, chroma, hue = lch
    while True:
        rgb = _rgb(lightness, chroma, hue)
        if chroma <= 0 or all(-0.0005 <= one <= 1.0005 for one in rgb):
            channels = (round(255 * _gamma(min(max(one, 0.0), 1.0))) for one in rgb)
            return "#" + "".join(f"{one:02X}" for one in channels)
        chroma = max(0.0, chroma - 0.002)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(hue), chroma * sin(hue)
    l_ = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _unfold(red), _unfold(green), _unfold(blue)


def _unfold(one: float) -> float:
    return one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4


def _gamma(one: float) -> float:
    return 12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055


@lru_cache(maxsize=8_192)
def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
