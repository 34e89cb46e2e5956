"""What a city gives to the club and takes back; each write is a door of `sql/sharing.sql`.

All of it runs inside the city, in its own transaction and with its own line of the journal: the
doors take the city from the role that calls, so another one cannot even be named.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection

from agora.action import action
from tenants import rules
from tenants.disclosure.levels import known


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


def _call(door: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {door}", values)
        return cursor.fetchone()[0]


def _signature(actor: Any) -> str:
    named = getattr(actor, "get_full_name", None)
    return str(named() if named else actor)[:150]
