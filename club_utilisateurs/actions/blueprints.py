"""What members do with blueprints; whether one became a draft is their city's word."""

from __future__ import annotations

from typing import Any

from agora.action import action
from agora.notices import announce
from club_utilisateurs.models import AnnouncedVersion, PickUp
from club_utilisateurs.queries.people import member_of
from club_utilisateurs.rules import is_member, machine_only
from tenants.models import SharedBlueprint

NEW_VERSION = "blueprint.new_version"


@action("blueprint.picked_up", rule=is_member)
def pick_up(*, actor: Any, blueprint: SharedBlueprint) -> PickUp:
    """Note that a member goes home with it; once for each version."""
    taken, _new = PickUp.objects.get_or_create(
        member=member_of(actor), blueprint_uid=blueprint.uid, version=blueprint.version
    )
    return taken


@action("blueprint.version_told", rule=machine_only)
def tell_version(*, actor: Any, blueprint: SharedBlueprint) -> bool:
    """Announce a version to the cities that took an earlier one: once, whoever asks again."""
    _mark, new = AnnouncedVersion.objects.get_or_create(
        blueprint_uid=blueprint.uid, version=blueprint.version
    )
    if new:
        announce(NEW_VERSION, about=blueprint)
    return new
