"""What the table of words holds on a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from participation.contributions.models import (
    Contribution,
    OfficialReply,
    ReplyVersion,
    Report,
    Revision,
)


def export_words(user: Any) -> list[dict[str, Any]]:
    """Everything the person wrote, as it reads."""
    rows = Contribution.objects.filter(author=user).select_related("consultation")
    return [
        {
            "reference": row.reference,
            "kind": row.kind,
            "consultation": row.consultation.title,
            "title": row.title,
            "body": row.body,
            "signature": row.signature,
            "place": row.place_label,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "status": row.status,
            "hidden_article": row.hidden_article,
            "created_at": row.created_at,
            "published_at": row.published_at,
        }
        for row in rows
    ]


def erase_words(user: Any) -> None:
    """Drafts go; published words stay, signed « Compte supprimé », their exact place removed."""
    Contribution.objects.filter(author=user, status="draft").delete()
    gone = _("Compte supprimé")
    mine = Contribution.objects.filter(author=user)
    mine.exclude(signature="").update(author=None)
    mine.update(author=None, signature=gone)
    Contribution.objects.filter(entered_by=user).update(entered_by=None)


def export_reports(user: Any) -> list[dict[str, Any]]:
    """What the person reported."""
    rows = Report.objects.filter(reporter=user).select_related("contribution")
    return [
        {
            "reference": row.contribution.reference,
            "kind": row.kind,
            "message": row.message,
            "created_at": row.created_at,
        }
        for row in rows
    ]


def erase_reports(user: Any) -> None:
    """The report stays for the team, without its reporter."""
    Report.objects.filter(reporter=user).update(reporter=None)


def export_replies(user: Any) -> list[dict[str, Any]]:
    """Answers and corrections written for the city."""
    rows = OfficialReply.objects.filter(author=user).select_related("contribution")
    return [
        {
            "reference": row.contribution.reference,
            "body": row.body,
            "published_at": row.published_at,
        }
        for row in rows
    ]


def erase_replies(user: Any) -> None:
    """The city's words stay; who typed them is forgotten."""
    OfficialReply.objects.filter(author=user).update(author=None)
    ReplyVersion.objects.filter(author=user).update(author=None)
    Revision.objects.filter(corrected_by=user).update(corrected_by=None)
