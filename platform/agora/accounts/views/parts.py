"""What our pages have in common with allauth's views."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse

from agora.ui import page

from ..models import User


def person(request: HttpRequest) -> User:
    """Return who is signed in, behind a door that asked for it."""
    return cast(User, request.user)


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
