"""Who may: rules are pure functions `rule(*, actor, **facts) -> bool`, and a door asks one.

Nothing is allowed by default: a URL without a door fails a guard test, an action without a rule
does not import. Roles are words registered by the slices; which person holds which is told by
the accounts, through `set_role_source`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Final, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.views.decorators.http import require_POST

from agora.registry import RegistrationError, Registry

Rule = Callable[..., bool]
View = Callable[..., HttpResponseBase]


class Refused(PermissionDenied):
    """A rule said no. Doors and the API turn it into a sign-in or a 403."""


@dataclass(frozen=True)
class Role:
    """A job people do in a city's team (or at the provider's)."""

    label: str
    description: str
    weight: int = 100


roles: Registry[Role] = Registry("roles")


class System:
    """The actor of jobs, imports and seeds: passes every rule, and signs « système »."""

    pk = None
    id = None
    is_system = True
    is_operator = False
    is_authenticated = True
    is_anonymous = False
    is_active = True

    def __str__(self) -> str:
        return "système"


SYSTEM: Final = System()
_NOBODY: Final = AnonymousUser()

_role_source: Callable[[Any], Iterable[str]] | None = None


def set_role_source(source: Callable[[Any], Iterable[str]]) -> None:
    """Tell where the city-wide roles of a person are read; called once, by the accounts."""
    global _role_source
    _role_source = source


def held_roles(actor: Any) -> frozenset[str]:
    """City-wide roles of `actor`, read once per request (they are kept on the actor)."""
    if _role_source is None or not is_person(actor):
        return frozenset()
    kept: frozenset[str] | None = getattr(actor, "_held_roles", None)
    if kept is None:
        kept = frozenset(_role_source(actor))
        actor._held_roles = kept
    return kept


def forget_roles(actor: Any) -> None:
    """Read the roles of `actor` again next time: to be called where they change."""
    if hasattr(actor, "_held_roles"):
        del actor._held_roles


def is_person(actor: Any) -> bool:
    """Tell whether `actor` is somebody signed in, neither the system nor nobody."""
    return not is_system(actor) and bool(getattr(actor, "is_authenticated", False))


def is_system(actor: Any) -> bool:
    """Tell whether `actor` is the machine itself."""
    return bool(getattr(actor, "is_system", False))


def anyone(*, actor: Any, **facts: Any) -> bool:
    """Everybody, signed in or not."""
    return True


def signed_in(*, actor: Any, **facts: Any) -> bool:
    """Whoever has an account, and is in."""
    return is_system(actor) or is_person(actor)


def is_staff(*, actor: Any, **facts: Any) -> bool:
    """Whoever holds a role in the city's team."""
    return is_system(actor) or bool(held_roles(actor))


def is_operator(*, actor: Any, **facts: Any) -> bool:
    """The provider's people."""
    return is_system(actor) or bool(getattr(actor, "is_operator", False))


def has_role(*names: str) -> Rule:
    """Return the rule « holds at least one of these roles, city-wide »."""
    if not names:
        raise RegistrationError("has_role() needs the name of a role")
    wanted = frozenset(names)

    def holds_role(*, actor: Any, **facts: Any) -> bool:
        return is_system(actor) or not wanted.isdisjoint(held_roles(actor))

    holds_role.__name__ = f"has_role_{'_or_'.join(names)}"
    holds_role.roles = wanted  # type: ignore[attr-defined]  # read by the permission matrix
    return holds_role


@cache
def facts_of(rule: Rule) -> frozenset[str]:
    """Name the facts `rule` asks for, the actor apart."""
    parameters = inspect.signature(rule).parameters.values()
    if any(one.kind in (one.POSITIONAL_ONLY, one.VAR_POSITIONAL) for one in parameters):
        raise RegistrationError(f"rule {rule!r} takes positional arguments")
    return frozenset(one.name for one in parameters if one.kind != one.VAR_KEYWORD) - {"actor"}


def allowed(rule: Rule, *, actor: Any, facts: Mapping[str, Any]) -> bool:
    """Ask `rule`, with those of `facts` it names; the system passes unasked."""
    if is_system(actor):
        return True
    return bool(rule(actor=actor, **{name: facts[name] for name in facts_of(rule) & facts.keys()}))


def door(rule: Rule) -> Callable[[View], View]:
    """Let a view be entered by those `rule` allows; it may ask for arguments of the URL.

    Refused: nobody signed in goes to the sign-in page and comes back, others get a 403. An
    action refused inside the view ends the same way.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = getattr(request, "user", _NOBODY)
            try:
                if not allowed(rule, actor=actor, facts=kwargs):
                    raise Refused(getattr(rule, "__name__", "rule"))
                return view(request, *args, **kwargs)
            except Refused:
                if signed_in(actor=actor):
                    raise
                return sign_in_first(request)

        guarded.door = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


def post_only(view: View) -> View:
    """Let a view be a button: 405 unless it is pressed. There is no page there to come back to."""
    pressed: Any = require_POST(view)
    pressed.post_only = True
    return cast(View, pressed)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, which brings back here, or to the page of the button pressed."""
    is_button = getattr(getattr(request.resolver_match, "func", None), "post_only", False)
    back = _page_before(request) if is_button else request.get_full_path()
    answer = redirect_to_login(back, resolve_url(settings.LOGIN_URL))
    if "HX-Request" in request.headers:
        # A redirect would be followed by the script and the sign-in page put inside a fragment.
        return HttpResponse(headers={"HX-Redirect": answer.url})
    return answer


def _page_before(request: HttpRequest) -> str:
    """The page of ours one comes from; the first one if the browser does not tell."""
    source = urlsplit(request.headers.get("Referer", ""))
    if source.netloc != request.get_host() or not source.path.startswith("/"):
        return "/"
    return f"{source.path}?{source.query}" if source.query else source.path
