"""What the rich text editor needs from the page that shows it.

It brings an inline import map (allowed by the nonce of the answer) and injects one `<style>` of
its own, allowed by its hash: without it, spaces typed in a row collapse.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from csp.constants import NONCE
from csp.decorators import csp_update
from django.contrib.staticfiles import finders
from django.http.response import HttpResponseBase
from django_prose_editor.widgets import ProseEditorWidget, importmap, prose_editor_presets
from js_asset import Media, Script

from participation.pages.richtext import EXTENSIONS

View = Callable[..., HttpResponseBase]


class Editor(ProseEditorWidget):  # type: ignore[misc]  # the package is not typed
    """The editor with words on its buttons: its own icon font weighs 128 KB."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, config={"extensions": EXTENSIONS}, preset="configurable")

    @property
    def media(self) -> Media:
        """Import map, style and modules; the page gives the nonce."""
        return Media(
            importmap=importmap,
            css={"all": ["django_prose_editor/editor.css", "pages/editor.css"]},
            js=[*prose_editor_presets()["configurable"], Script("pages/editor.js", type="module")],
        )


def with_editor(view: View) -> View:
    """Let the page of this view run the editor; all other pages stay stricter."""

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = {"script-src": [NONCE], "style-src": [f"'{injected_style_hash()}'"]}
        return csp_update(allowed)(view)(*args, **kwargs)

    return shown


@cache
def injected_style_hash() -> str:
    """Hash the style sheet the editor injects, read from the editor itself."""
    found = finders.find("django_prose_editor/editor.js")
    source = Path(str(found)).read_text(encoding="utf-8") if found else ""
    style = re.search(r"`(\.ProseMirror \{.*?)`", source, re.DOTALL)
    text = style.group(1) if style else ""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"
