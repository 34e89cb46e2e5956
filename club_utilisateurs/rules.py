"""Who may do what in the club. A member is somebody whose city still lets them in."""

from __future__ import annotations

from typing import Any

from agora.rules import is_system
from club_utilisateurs.models import Draft, Member, Post, Topic, TopicKind
from club_utilisateurs.queries.people import member_of


def has_entered(*, actor: Any) -> bool:
    """Whoever came by a pass and is still let in, charter read or not."""
    return is_system(actor) or member_of(actor) is not None


def is_member(*, actor: Any) -> bool:
    """Whoever is let in and agreed to the charter."""
    if is_system(actor):
        return True
    member = member_of(actor)
    return member is not None and member.has_agreed


def facilitates(*, actor: Any) -> bool:
    """The provider's people who look after the club."""
    if is_system(actor):
        return True
    member = member_of(actor)
    return member is not None and member.has_agreed and member.facilitates


def can_report(*, actor: Any, post: Any) -> bool:
    """What others wrote and all can read; the provider's people act instead of reporting."""
    member = member_of(actor)
    if member is None or not member.has_agreed or member.pk == post.author_id:
        return False
    return post.hidden_at is None and post.topic.hidden_at is None


def machine_only(*, actor: Any) -> bool:
    """Jobs, seeds and the door of passes."""
    return is_system(actor)


# --- Talk --------------------------------------------------------------------------------------
def can_ask(*, actor: Any, kind: str) -> bool:
    """Members ask and propose; announcements are for those who look after the club."""
    return facilitates(actor=actor) if kind == TopicKind.NEWS else is_member(actor=actor)


def can_edit(*, actor: Any, post: Post) -> bool:
    """One's own words only, whoever looks after the club; what is hidden stays as it was."""
    member = member_of(actor)
    ours = member is not None and member.has_agreed and member.pk == post.author_id
    return ours and post.hidden_at is None and post.topic.hidden_at is None


def can_accept(*, actor: Any, post: Post) -> bool:
    """An answer of a question, by whoever asked it or looks after the club."""
    topic = post.topic
    answers = topic.kind == TopicKind.QUESTION and post.number > 1
    return answers and _seen(post) and settles(actor=actor, topic=topic)


def settles(*, actor: Any, topic: Topic) -> bool:
    """Say which answer is accepted: whoever asked, and whoever looks after the club."""
    member = member_of(actor)
    if member is None or not member.has_agreed:
        return False
    return member.facilitates or member.pk == topic.author_id


def can_thank(*, actor: Any, post: Post) -> bool:
    """Anybody's words but one's own."""
    member = member_of(actor)
    return can_mark(actor=actor, post=post) and member is not None and member.pk != post.author_id


def can_mark(*, actor: Any, post: Post) -> bool:
    """What one can read."""
    return is_member(actor=actor) and _seen(post)


def owns_draft(*, actor: Any, draft: Draft) -> bool:
    """Nobody else reads what one has not sent."""
    member = member_of(actor)
    return member is not None and member.has_agreed and member.pk == draft.member_id


def _seen(post: Post) -> bool:
    return post.hidden_at is None and post.topic.hidden_at is None


def is_own_place(*, actor: Any, member: Member) -> bool:
    """A member decides for themselves alone, charter read or not."""
    here = member_of(actor)
    return here is not None and here.pk == member.pk
