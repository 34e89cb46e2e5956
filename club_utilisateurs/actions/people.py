"""Writes about members: coming in, what is shown of them, going out."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from agora.accounts.models import User
from agora.action import action
from club_utilisateurs import gate, rules
from club_utilisateurs.models import CHARTER_VERSION, Member, PassUse
from tenants.disclosure.passes import Pass


@action("member.entered", rule=rules.machine_only)
def enter_club(*, actor: Any, said: Pass) -> Member:
    """Use a pass up, and return the member it names as their city knows them today.

    Whoever calls opens the session in this very transaction.
    """
    gate.check_city(said)
    gate.check_grant(said)
    _use_up(said.jti)
    member = _found(said) or _made(said) or _found(said)
    assert member is not None
    member.name, member.title, member.mail = said.name, said.title, said.mail
    member.facilitates = said.city_id is None and "provider_club" in said.roles
    member.left_at, member.last_seen_on = None, timezone.localdate()
    member.save()
    return member


@action("member.agreed", rule=rules.is_own_place)
def agree(*, actor: Any, member: Member, shows_name: bool, shows_title: bool) -> Member:
    """Agree to the charter of today, and say what everybody reads beside one's words."""
    member.charter_version, member.charter_accepted_at = CHARTER_VERSION, timezone.now()
    member.shows_name, member.shows_title = shows_name, shows_title
    member.save()
    return member


@action("member.shown_changed", rule=rules.is_own_place)
def change_shown(
    *, actor: Any, member: Member, shows_name: bool, shows_title: bool, keeps_name: bool
) -> Member:
    """Change what is shown, now and once one has left."""
    member.shows_name, member.shows_title, member.keeps_name = shows_name, shows_title, keeps_name
    member.save(update_fields=["shows_name", "shows_title", "keeps_name"])
    return member


@action("member.left", rule=rules.is_own_place)
def leave_club(*, actor: Any, member: Member, keeps_name: bool) -> Member:
    """Leave of one's own will; a new pass and the charter bring back."""
    member.left_at, member.keeps_name, member.charter_version = timezone.now(), keeps_name, ""
    member.save(update_fields=["left_at", "keeps_name", "charter_version"])
    return member


@action("member.departed", rule=rules.machine_only)
def note_departure(*, actor: Any, member: Member) -> Member:
    """Write as gone somebody whose city lets them in no more: their words are signed so."""
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    return member


@action("member.name_settled", rule=rules.machine_only)
def settle_name(*, actor: Any, member: Member, jti: uuid.UUID, keeps_name: bool) -> Member:
    """Say, once out, whether one's name stays; the link that lets one say it serves once."""
    _use_up(jti)
    member.keeps_name = keeps_name
    member.save(update_fields=["keeps_name"])
    return member


def _use_up(jti: uuid.UUID) -> None:
    try:
        with transaction.atomic():
            PassUse.objects.create(jti=jti)
    except IntegrityError as error:
        raise gate.Replayed from error


def _found(said: Pass) -> Member | None:
    rows = Member.objects.filter(city_id=said.city_id, staff_uid=said.sub)
    return rows.select_for_update(of=("self",)).select_related("account").first()


def _made(said: Pass) -> Member | None:
    """A new member, or nothing when another pass of the same person made it a moment ago."""
    uid = uuid.uuid4()
    account = User(email=f"{uid}@membre.invalid", pseudonym=f"membre-{uid.hex[:12]}")
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save()
            return Member.objects.create(
                uid=uid, city_id=said.city_id, staff_uid=said.sub, account=account, name=said.name
            )
    except IntegrityError:
        return None
