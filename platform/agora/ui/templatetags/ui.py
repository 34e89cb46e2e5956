"""`{% load ui %}`: components, numbers and days. The sheet is README.md."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from django import template
from django.forms import CheckboxInput, RadioSelect
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agora.ui import forms, french, prose
from agora.ui.badges import look_of
from agora.ui.drawn import drawn
from agora.ui.paging import Page
from agora.ui.templatetags import ui_drawings

register = template.Library()
register.tags.update(ui_drawings.register.tags)

ALIASES = {"user": "person", "clear": "cross", "archive": "doc"}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """One symbol of the sprite; always beside a word."""
    return format_html(
        '<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("ui/icons.svg"),
        ALIASES.get(name, name),
    )


@register.simple_tag
def badge(state: str, label: Any, icon: str = "") -> SafeString:
    """A state: icon and word on a soft ground."""
    look = look_of(state)
    return format_html(
        '<span class="badge{}">{}{}</span>',
        f" b-{look.tone}" if look.tone else "",
        _icon(icon or look.icon),
        label,
    )


_icon = icon


@register.simple_tag
def field(bound: Any) -> Any:
    """Label, hint, error and control of a field."""
    return bound.as_field_group() if isinstance(bound, BoundField) else ""


@register.simple_tag
def filter_fields(form: Any) -> SafeString:
    """The controls of a list's filters, drawn once for the same choices and values."""

    def draw(missing: list[Any]) -> list[str]:
        return [render_to_string("ui/filter_fields.html", {"form": one}) for one in missing]

    [fields] = drawn("filters", [([_told(bound) for bound in form], form)], draw)
    return fields


def _told(bound: BoundField) -> tuple[Any, ...]:
    """All that a control shows."""
    field = bound.field
    choices = list(getattr(field, "choices", ()))
    told = [(str(value), str(label)) for value, label in choices if not isinstance(label, list)]
    grouped = [(str(name), label) for name, label in choices if isinstance(label, list)]
    named = (bound.html_name, str(bound.label), type(field.widget).__name__, field.widget.attrs)
    return (*named, bound.value(), told, grouped)


@register.inclusion_tag("ui/empty.html")
def empty(title: Any, text: Any = "", url: str = "", label: Any = "") -> dict[str, Any]:
    """Why there is nothing, and what to do."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/pagination.html")
def pagination(page: Any) -> dict[str, Any]:
    """Links to the other pages; nothing when there is one."""
    return {"page": page if isinstance(page, Page) and page.pages > 1 else None}


@register.inclusion_tag("ui/chips.html")
def chips(filters: Any) -> dict[str, Any]:
    """The filters in force, each a link that removes it."""
    return {"filters": filters}


@register.simple_tag
def gauge(value: Any, most: Any, name: Any, text: Any = "") -> SafeString:
    """A `<progress>` and the sentence that says it."""
    said = text or f"{french.number(value)} / {french.number(most)}"
    return format_html(
        '<progress max="{}" value="{}" aria-label="{}">{}</progress>', most, value, name, said
    )


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changes: Any) -> str:
    """The query string of this page with some keys changed; None removes one."""
    request = context.get("request")
    kept: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    kept.pop("page", None)
    for key, value in changes.items():
        if value is None:
            kept.pop(key, None)
        else:
            kept[key] = str(value)
    if kept:
        return f"?{kept.urlencode()}"
    return request.path if request else "?"


@register.simple_tag
def script(path: str) -> SafeString:
    """A module of a slice, beside ours."""
    return format_html('<script type="module" src="{}"></script>', static(path))


@register.simple_tag(takes_context=True)
def error_lines(context: Mapping[str, Any]) -> list[forms.ErrorLine]:
    """What is to be corrected in `forms`, or in `form`."""
    return forms.error_lines(context.get("forms") or [context.get("form")])


@register.filter
def points_to_review(lines: list[Any]) -> str:
    """« Deux points à revoir »."""
    count = len(lines)
    numbers = (
        _("Un"), _("Deux"), _("Trois"), _("Quatre"), _("Cinq"),
        _("Six"), _("Sept"), _("Huit"), _("Neuf"),
    )  # fmt: skip
    said = numbers[count - 1] if 0 < count <= len(numbers) else str(count)
    return ngettext("%(n)s point à revoir", "%(n)s points à revoir", count) % {"n": said}


@register.filter
def form_anchor(form: Any) -> str:
    """The id of what is said of a whole form."""
    return forms.form_anchor(form)


@register.filter
def control(bound: BoundField) -> str:
    """How a field is laid out: a single box to tick, a set of choices, or a plain control."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect):
        return "choices"
    return "tick" if isinstance(widget, CheckboxInput) else "plain"


@register.filter
def most_characters(bound: BoundField) -> Any:
    """How many characters the counter under a text counts down to."""
    return bound.field.widget.attrs.get("data-count", "")


@register.filter
def width(widget: Mapping[str, Any]) -> str:
    """Classes of a control: its own, else a width that follows what is typed."""
    attrs = widget["attrs"]
    if given := attrs.get("class"):
        return f" {given}"
    longest = attrs.get("maxlength") or 0
    if widget.get("type") in ("number", "date", "time", "tel") or 0 < int(longest) <= 20:
        return " w-s"
    if widget.get("type") in ("email", "password") or 0 < int(longest) <= 60:
        return " w-m"
    return ""


@register.filter
def nombre(value: Any) -> str:
    """12400 as « 12 400 »."""
    return french.number(value) if value not in (None, "") else ""


@register.filter
def euros(value: Any) -> str:
    """1800000 as « 1 800 000 € »."""
    return french.euros(value) if value not in (None, "") else ""


@register.filter
def octets(value: Any) -> str:
    """2400000 as « 2,4 Mo »."""
    return french.size(int(value)) if value not in (None, "") else ""


@register.filter
def jour(value: date | datetime | None, style: str = "") -> str:
    """A day in words; styles `long`, `semaine`, `court`."""
    return french.day(value, style) if value else ""


@register.filter
def heure(value: datetime | None) -> str:
    """« 18 h 30 »."""
    return french.hour(value) if value else ""


@register.filter
def moment(value: datetime | None, style: str = "") -> str:
    """« 12 octobre à 18 h 30 »."""
    return french.moment(value, style) if value else ""


@register.filter
def titre(value: Any) -> str:
    """A title typed by anybody, with the spaces that do not break."""
    return prose.unbroken(value) if value else ""


@register.filter
def paragraphs(value: Any) -> SafeString:
    """A plain text as paragraphs, escaped, its addresses made links."""
    return prose.paragraphs(value) if value else mark_safe("")


@register.filter
def undo_url(message: Any) -> str:
    """Where a message's « Annuler » posts: its tag `undo:/url/`."""
    for tag in (message.extra_tags or "").split():
        if tag.startswith("undo:/") and not tag.startswith("undo://"):
            return str(tag.removeprefix("undo:"))
    return ""


class CrumbsNode(template.Node):
    """Where one is: drawn when the page gives at least one step."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        steps = self.nodelist.render(context)
        if not steps.strip():
            return mark_safe("")
        staff = str(getattr(context.get("request"), "path", "")).startswith("/gestion/")
        drawn = context.template.engine.get_template("ui/crumbs.html")  # type: ignore[union-attr]
        words = {
            "steps": steps,
            "home": "/gestion/" if staff else "/",
            "home_label": _("Gestion") if staff else _("Accueil"),
        }
        return drawn.render(template.Context(words))


class HeadingNode(template.Node):
    """A title that is drawn when there is one."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        title = self.nodelist.render(context).strip()
        return format_html("<h1>{}</h1>", mark_safe(title)) if title else mark_safe("")  # noqa: S308


@register.tag
def heading(parser: Any, token: Any) -> HeadingNode:
    """`{% heading %}…{% endheading %}`: an h1 unless empty; for the base of letters."""
    nodelist = parser.parse(("endheading",))
    parser.delete_first_token()
    return HeadingNode(nodelist)


@register.tag
def crumbs(parser: Any, token: Any) -> CrumbsNode:
    """`{% crumbs %}<li>…</li>{% endcrumbs %}`."""
    nodelist = parser.parse(("endcrumbs",))
    parser.delete_first_token()
    return CrumbsNode(nodelist)


@register.inclusion_tag("ui/mail/button.html")
def mail_button(url: str, label: Any) -> dict[str, Any]:
    """The one action of a letter: a cell that mail readers draw as a button."""
    return {"url": url, "label": label}


@register.filter
def absolute_from(url: str, site: str) -> str:
    """A path as a whole address, for whoever reads away from the site."""
    return urljoin(str(site), str(url))
