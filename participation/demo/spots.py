"""Where residents showed their ideas on the map: points that lie within their sector."""

from __future__ import annotations

import random
from decimal import Decimal

from agora.ui.maps.outline import Area, read
from agora.ui.maps.sprite import heart_of
from participation.consultations.models import Sector
from participation.demo.cities import DemoCity

SHOWN, TRIES = 0.65, 20
Spot = tuple[Decimal | None, Decimal | None]


class Spots:
    """The points of one consultation; a chance of its own leaves what else is invented as it was."""

    def __init__(self, city: DemoCity, seed: str) -> None:
        self.drawn = read(city.identity.get("outline"))
        self.chance = random.Random(f"{city.host} {seed}")  # noqa: S311 - invented places

    def within(self, sector: Sector) -> Spot:
        """Return a latitude and a longitude in this sector, or neither: not all show a point."""
        area = self.drawn.area(sector.number) if self.drawn else None
        if self.drawn is None or self.drawn.ground is None or area is None:
            return None, None
        if self.chance.random() > SHOWN:
            return None, None
        longitude, latitude = self.drawn.ground.degrees_at(*self._point(area))
        return Decimal(f"{latitude:.6f}"), Decimal(f"{longitude:.6f}")

    def _point(self, area: Area) -> tuple[float, float]:
        assert self.drawn is not None
        left, top, right, bottom = area.box
        for _try in range(TRIES):
            x, y = self.chance.uniform(left, right), self.chance.uniform(top, bottom)
            if self.drawn.area_at(x, y) == area:
                return x, y
        return heart_of(area)
