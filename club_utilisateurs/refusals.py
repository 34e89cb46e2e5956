"""What the talk refuses to do: in words that say what to do, while what was typed is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from club_utilisateurs.models import Post, Topic


class TalkRefused(Exception):
    """An action's own refusal: a form shows `message` above what was typed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class EditedMeanwhile(Exception):
    """The post is no longer the one that was being edited; `post` is what it says now."""

    def __init__(self, post: Post) -> None:
        super().__init__(f"post {post.pk} is at version {post.version}")
        self.post = post


def refuse_if_closed(topic: Topic) -> None:
    """Refuse an answer to a topic that takes none any more."""
    if topic.hidden_at is not None:
        raise TalkRefused(
            _("Ce sujet vient d’être masqué. Votre texte est gardé dans vos brouillons.")
        )
    if topic.locked_at is not None:
        raise TalkRefused(
            _(
                "Ce sujet vient d’être fermé aux réponses. Votre texte est gardé dans vos "
                "brouillons\u00a0: vous pouvez ouvrir un nouveau sujet."
            )
        )
