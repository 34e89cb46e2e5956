"""Ideas, comments, debates and meetings, written straight into the tables."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from participation.comments.models import Comment
from participation.contributions.models import Contribution
from participation.debates.models import Debate
from participation.meetings.models import Meeting
from participation.proposals.models import Proposal
from tests.factories.consultations import make_component
from tests.factories.contributions import make_contribution
from tests.factories.people import make_user


def make_proposal(
    component: Any = None, *, detail: dict[str, Any] | None = None, **fields: Any
) -> Contribution:
    """An idea signed by a resident unless told."""
    component = component or make_component(kind="proposals")
    if "author" not in fields and "signature" not in fields:
        fields["author"] = make_user()
    word = make_contribution(component, kind="proposal", **fields)
    Proposal.objects.create(contribution=word, **(detail or {}))
    return word


def make_comment(
    target: Contribution, *, parent: Comment | None = None, alignment: int = 0, **fields: Any
) -> Contribution:
    """A comment by a resident, counted on its target."""
    fields.setdefault("author", make_user())
    word = make_contribution(target.component, kind="comment", title="", **fields)
    Comment.objects.create(
        contribution=word,
        target=target,
        parent=parent,
        alignment=alignment if parent is None else 0,
        thread=None if parent is None else parent.thread or parent,
        depth=0 if parent is None else parent.depth + 1,
    )  # fmt: skip
    target.comments_count += 1
    target.save(update_fields=["comments_count"])
    return word


def make_debate(component: Any = None, **fields: Any) -> Contribution:
    """A question put by the city."""
    component = component or make_component(kind="debates")
    fields = {"author_kind": "city", "signature": "Ville"} | fields
    word = make_contribution(component, kind="debate", **fields)
    Debate.objects.create(contribution=word)
    return word


def make_meeting(component: Any = None, *, days: float = 3, **fields: Any) -> Contribution:
    """A meeting in some days, or some days ago."""
    component = component or make_component(kind="meetings")
    fields = {"author_kind": "city", "signature": "Ville"} | fields
    word = make_contribution(component, kind="meeting", **fields)
    Meeting.objects.create(
        contribution=word, starts_at=timezone.now() + timedelta(days=days), venue="Salle des fêtes"
    )
    return word
