"""What the templates of pages need."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def editor_media(context: template.Context, form: Any) -> SafeString:
    """Scripts and styles of the editor, with the nonce of this answer."""
    request = context["request"]
    return mark_safe(str(form.media.with_nonce(str(request.csp_nonce))))  # noqa: S308  our own files
