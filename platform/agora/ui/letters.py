"""Every letter of the platform, drawn with made-up content for the gallery."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.http import Http404
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from agora.ui import theme
from agora.ui.context import house
from agora.ui.sample import Anything


class Sampled(Context):
    """A context where whatever is missing is there."""

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            return getattr(Anything(), key)

    def __contains__(self, key: Any) -> bool:
        return key not in ("forloop", "block") or super().__contains__(key)

    def get(self, key: Any, otherwise: Any = None) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            return otherwise


def letter_names() -> list[str]:
    """The templates `<slice>/mail/<name>` of all the applications."""
    found = []
    for config in apps.get_app_configs():
        root = Path(config.path) / "templates"
        for path in root.glob("*/mail/*.html"):
            name = path.relative_to(root).as_posix().removesuffix(".html")
            if not name.startswith("ui/"):
                found.append(name)
    return ["ui/kit/letter", *sorted(found)]


def draw_letter(name: str) -> SafeString:
    """One of them, as its reader sees it."""
    if name not in letter_names():
        raise Http404("no such letter")
    here = house()
    known = {
        "house": here,
        "colours": theme.derive(here.colour),
        "site_url": "/",
        "unsubscribe_url": "#",
        "True": True,
        "False": False,
        "None": None,
    }
    template = get_template(f"{name}.html").template  # type: ignore[attr-defined]
    return template.render(Sampled(known))
