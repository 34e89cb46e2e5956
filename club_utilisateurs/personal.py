"""What the club holds on a person."""

from __future__ import annotations

from typing import Any

from club_utilisateurs.models import Bookmark, Member, Post


def export(user: Any) -> list[dict[str, Any]]:
    """Return what the club knows of an account, and what it wrote."""
    member = Member.objects.filter(account=user).first()
    if member is None:
        return []
    said = Post.objects.filter(author=member).order_by("pk").values_list("created_at", "body")
    return [
        {"nom": member.name, "fonction": member.title, "adresse": member.mail},
        *({"le": at.isoformat(), "message": body} for at, body in said),
        {"messages gardés": Bookmark.objects.filter(member=member).count()},
    ]


def erase(user: Any) -> None:
    """Take name, job and address away; what was said stays, signed by the city alone."""
    Member.objects.filter(account=user).update(
        name="—", title="", mail="", shows_name=False, shows_title=False, keeps_name=False
    )
