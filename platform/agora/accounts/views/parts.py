"""What our pages have in common with allauth's views."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agora.ui import page


class Sheet:
    """Draw an allauth view with our kit; a refused form answers 422 with what was typed."""

    request: HttpRequest
    template_name: str

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Draw the page."""
        form = context.get("form")
        refused = bool(form is not None and form.is_bound and form.errors)
        status = 422 if refused and self.request.method == "POST" else 200
        return page(self.request, self.template_name, status=status, **context)
