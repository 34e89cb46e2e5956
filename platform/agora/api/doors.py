"""The rule of a view is asked the same way as on the pages."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from agora.rules import Rule, allowed


class Door(BasePermission):
    """Let in whoever the view's `door` allows; a view without one lets nobody in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        rule: Rule | None = getattr(view, "door", None)
        return rule is not None and allowed(rule, actor=request.user, facts=view.kwargs)
