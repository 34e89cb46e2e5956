"""Showing a stored image."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agora.files.models import StoredFile

register = template.Library()
LAZY = mark_safe(' loading="lazy"')


@register.simple_tag
def picture(
    file: StoredFile | None,
    sizes: str = "100vw",
    *,
    alt: str | None = None,
    css: str = "",
    eager: bool = False,
) -> SafeString:
    """Draw `file` at the width the screen needs, its place kept while it loads."""
    if file is None or not file.is_image:
        return mark_safe("")
    widths = [size for size in file.sizes() if size["width"]]
    srcset = ", ".join(f"{size['url']} {size['width']}w" for size in widths)
    return format_html(
        '<img src="{}"{}{}{} alt="{}"{}{} decoding="async">',
        (widths[len(widths) // 2] if widths else {"url": file.url})["url"],
        format_html(' srcset="{}" sizes="{}"', srcset, sizes) if len(widths) > 1 else "",
        format_html(' width="{}"', file.width) if file.width else "",
        format_html(' height="{}"', file.height) if file.height else "",
        file.alt if alt is None else alt,
        format_html(' class="{}"', css) if css else "",
        "" if eager else LAZY,
    )
