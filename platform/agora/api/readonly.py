"""What a slice's api.py stands on, and the description for machines."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from agora.api.filters import Filter
from agora.rules import Rule, anyone, door

_FRESH = "public, max-age=60"


class ReadOnly(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):  # type: ignore[type-arg]
    """List and detail of what the reader may see.

    class Proposals(ReadOnly):
        about = _("Les idées des habitants.")
        serializer_class = ProposalSerializer
        filters = {"consultation": Filter("contribution__consultation__slug")}

        def rows(self, actor):
            return queries.visible_to(actor).select_related("contribution")
    """

    door: ClassVar[Rule] = staticmethod(anyone)
    filters: ClassVar[Mapping[str, Filter]] = {}
    about: ClassVar[Any] = ""  # one sentence in French, for the page and the description
    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]  # type: ignore[misc]

    def rows(self, actor: Any) -> QuerySet[Any]:
        """Return what `actor` may see, joins decided: the slice's own query."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        return self.rows(self.request.user)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Anyone's script may read what anyone may read, a minute old at most."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if not request.user.is_authenticated:
            final["Access-Control-Allow-Origin"] = "*"
            if final.status_code == 200:
                final["Cache-Control"] = _FRESH
        else:
            final["Cache-Control"] = "private, no-store"
        return final

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Callable[..., Any]:  # type: ignore[override]
        """Show the door on the view function, where the guard test looks for it."""
        view = super().as_view(actions, **initkwargs)
        view.door = cls.door  # type: ignore[attr-defined]
        return view


def routes(prefix: str, viewset: type[ReadOnly], *, key: str = "<int:pk>") -> list[URLPattern]:
    """Return the addresses of a list and of one item: `api_urlpatterns = routes(…)`."""
    return [
        path(f"{prefix}/", viewset.as_view({"get": "list"}), name=f"{prefix}-list"),
        path(f"{prefix}/{key}/", viewset.as_view({"get": "retrieve"}), name=f"{prefix}-detail"),
    ]


@door(anyone)
def schema(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI description, in JSON."""
    # What writes it is slow to load, and few ever ask.
    from drf_spectacular.renderers import OpenApiJsonRenderer  # noqa: PLC0415
    from drf_spectacular.views import SpectacularAPIView  # noqa: PLC0415

    view = SpectacularAPIView.as_view(
        renderer_classes=(OpenApiJsonRenderer,), permission_classes=()
    )
    return view(request)
