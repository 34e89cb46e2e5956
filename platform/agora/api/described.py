"""How a view is told in the OpenAPI description."""

from drf_spectacular.openapi import AutoSchema


class Described(AutoSchema):  # type: ignore[misc]
    """Say what a list holds in the words of its view, not in the docstring of its class."""

    def get_description(self) -> str:
        return str(getattr(self.view, "about", "") or "")
