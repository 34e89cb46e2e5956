"""The addresses letters give: the way in through one's own city."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings

from agora.mail.house import absolute, absolute_at
from club_utilisateurs.models import Member
from club_utilisateurs.queries.people import member_of
from tenants.models import CityCard


def through_ones_city(member: Member, path: str) -> str:
    """The address that signs a member in where they work, then opens this page of the club.

    A member has no password here: a bare address of the club would end at its entrance.
    """
    door = f"?suite={quote(path, safe='/')}"
    if member.city_id is None:
        return absolute_at(settings.PROVIDER_HOST, f"/club/{door}")
    host = _host_of(member)
    return absolute_at(host, f"/gestion/club/{door}") if host else absolute(path)


def link_for(account: Any, path: str) -> str:
    """The address of a page of the club, as a letter to this account gives it."""
    member = member_of(account)
    return through_ones_city(member, path) if member else absolute(path)


def _host_of(member: Member) -> str:
    """Read once for all the links of a letter."""
    if not hasattr(member, "_city_host"):
        hosts = CityCard.objects.filter(pk=member.city_id).values_list("host", flat=True)
        member._city_host = hosts.first() or ""
    host: str = member._city_host
    return host
