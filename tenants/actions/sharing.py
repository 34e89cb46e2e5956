"""What a city gives to the club and takes back; each write is a door of `sql/sharing.sql`.

All of it runs inside the city, in its own transaction and with its own line of the journal: the
doors take the city from the role that calls, so another one cannot even be named.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from agora.accounts.queries import roles_held
from agora.action import action
from agora.context import city_or_none, current_city
from agora.rules import is_system, roles
from tenants import rules
from tenants.disclosure import passes
from tenants.disclosure.levels import known
from tenants.models import ClubGrant


@action("club.pass_minted", rule=rules.enters_club)
def mint_pass(*, actor: Any, path: str = "/") -> str:
    """Let somebody of the team into the club: the grant is open, the pass is good for a minute."""
    _call("tenants_set_grant(%s, true)", actor.uid)
    return _pass_of(actor, issuer=current_city().id, path=path)


@action("club.team_pass_minted", rule=rules.facilitates_club, operator=True)
def mint_team_pass(*, actor: Any, path: str = "/") -> str:
    """Let somebody of the provider's in, who looks after the club."""
    ClubGrant.objects.update_or_create(
        city=None, staff_uid=actor.uid, defaults={"active": True, "closed_at": None}
    )
    return _pass_of(actor, issuer=passes.PROVIDER, path=path)


@action("club.access_closed", rule=is_system)
def close_access(*, actor: Any, staff_uid: uuid.UUID) -> None:
    """Put somebody who is of the team no more out of the club, at their next request."""
    if city_or_none():
        _call("tenants_set_grant(%s, false)", staff_uid)
    else:
        open_ones = ClubGrant.objects.filter(city=None, staff_uid=staff_uid, active=True)
        open_ones.update(active=False, closed_at=timezone.now())


@action("club.value_shared", rule=rules.shares)
def share_value(*, actor: Any, subject: str, key: str, value: Any) -> None:
    """Let one value out, small cells hidden by whoever computed it (`levels.value_of`)."""
    item = known(key)  # NeverLeaves, whoever asks
    _call(
        "tenants_disclose(%s, %s, %s::jsonb, %s, %s, %s, %s)",
        subject,
        key,
        json.dumps(value),
        item.level,
        item.text_version,
        getattr(actor, "reference", ""),
        _signature(actor),
    )


@action("club.value_withdrawn", rule=rules.shares)
def withdraw_value(*, actor: Any, subject: str, key: str = "") -> int:
    """Take back one value, or all those of a subject; return how many were out."""
    return int(_call("tenants_withdraw(%s, %s)", subject, key))


@action("club.sheet_shared", rule=rules.shares)
def share_sheet(*, actor: Any, uid: uuid.UUID, fields: Mapping[str, Any]) -> int:
    """Publish a sheet, or its next version, which is returned; `fields` as in the door."""
    return int(_call("tenants_share_sheet(%s, %s::jsonb)", uid, json.dumps(dict(fields))))


@action("club.sheet_withdrawn", rule=rules.shares)
def withdraw_sheet(*, actor: Any, uid: uuid.UUID) -> None:
    """Take a sheet out of the club and off the web."""
    _call("tenants_withdraw_sheet(%s)", uid)


@action("club.blueprint_shared", rule=rules.shares)
def share_blueprint(
    *, actor: Any, uid: uuid.UUID, version: int, fields: Mapping[str, Any], content: bytes
) -> None:
    """Publish one version of a blueprint; `content` is its signed file."""
    _call(
        "tenants_share_blueprint(%s, %s, %s::jsonb, %s)",
        uid,
        version,
        json.dumps(dict(fields)),
        content,
    )


@action("club.blueprint_withdrawn", rule=rules.shares)
def withdraw_blueprint(*, actor: Any, uid: uuid.UUID, back: bool = False) -> None:
    """Take every version of a blueprint off the shelf, or put them `back`."""
    _call("tenants_withdraw_blueprint(%s, %s)", uid, back)


@action("club.blueprint_taken", rule=rules.takes)
def note_reuse(*, actor: Any, uid: uuid.UUID, version: int) -> None:
    """Tell that a draft was made here from a blueprint."""
    _call("tenants_note_reuse(%s, %s)", uid, version)


def _pass_of(actor: Any, *, issuer: int, path: str) -> str:
    held = roles_held(actor)
    return passes.mint(
        issuer=issuer,
        subject=actor.uid,
        name=actor.get_full_name(),
        title=", ".join(str(role.label) for name, role in roles.items() if name in held),
        mail=actor.email,
        roles=held,
        at=timezone.now(),
        path=path,
    )


def _call(door: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {door}", values)
        return cursor.fetchone()[0]


def _signature(actor: Any) -> str:
    named = getattr(actor, "get_full_name", None)
    return str(named() if named else actor)[:150]
