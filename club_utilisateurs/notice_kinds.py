"""The news of the club: what each is called, whom it reaches, how soon while one chose nothing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agora.mail.registries import Correspondence
from agora.notices.registries import Kind
from club_utilisateurs import letters, links
from club_utilisateurs.models import Post, Topic
from club_utilisateurs.queries import audiences
from tenants.models import SharedBlueprint

CORRESPONDENCE = Correspondence(address=audiences.address_of, link=links.link_for)
MAIL = "club_utilisateurs/mail"


def _itself(topic: Topic) -> Topic:
    return topic


def _this_post(post: Post) -> Post:
    return post


def _topic_name(topic: Topic) -> str:
    return topic.title


def _name_of_its_topic(post: Post) -> str:
    return post.topic.title


def _blueprint_name(blueprint: SharedBlueprint) -> str:
    return blueprint.title


def _of_topic(label: object, **more: object) -> Kind:
    """Return a kind of news about a topic: who asks, the first words, a way to answer."""
    given: dict[str, object] = {
        "title": letters.asked,
        "template": f"{MAIL}/said",
        "url": letters.place_of_topic,
        "letter_url": letters.answer_to_topic,
        "model": "club_utilisateurs.Topic",
        "words": letters.words_of_topic,
        "thread": _topic_name,
        "once": True,
    }
    return Kind(label=label, **given | more)  # type: ignore[arg-type]


def _of_post(label: object, **more: object) -> Kind:
    """Return a kind of news about a post: who wrote it, its words, a way to answer."""
    given: dict[str, object] = {
        "title": letters.answered,
        "template": f"{MAIL}/said",
        "url": letters.place_of_post,
        "letter_url": letters.answer_to_post,
        "model": "club_utilisateurs.Post",
        "words": letters.words_of,
        "thread": _name_of_its_topic,
    }
    return Kind(label=label, **given | more)  # type: ignore[arg-type]


KINDS: dict[str, Kind] = {
    "topic.asked_of_city": _of_topic(
        _("Une question posée à ma ville"),
        audience=audiences.team_asked,
        title=letters.asked_of_us,
        weight=10,
    ),
    "post.mentioned": _of_post(
        _("Un message qui me cite, ou cite ma ville"),
        audience=audiences.named_in,
        title=letters.named,
        once=True,
        weight=20,
    ),
    "question.answered": _of_post(
        _("Une réponse à mes questions"), audience=audiences.asker, weight=30
    ),
    "answer.accepted": _of_post(
        _("Ma réponse est retenue"),
        audience=audiences.writer,
        title=letters.accepted,
        template=f"{MAIL}/accepted",
        letter_url=None,
        rhythm="daily",
        weight=40,
    ),
    "post.answered": _of_post(
        _("Un nouveau message dans un sujet que je suis"),
        audience=audiences.followers_of_topic,
        rhythm="daily",
        bulk=True,
        also=(("post.mentioned", _this_post), ("question.answered", _this_post)),
        once=True,
        weight=50,
    ),
    "topic.asked": _of_topic(
        _("Un nouveau sujet dans une rubrique que je suis"),
        audience=audiences.followers_of_shelf,
        rhythm="daily",
        bulk=True,
        also=(
            ("topic.asked_of_city", _itself),
            ("post.mentioned", letters.first_post),
            ("topic.like_us", _itself),
        ),
        weight=60,
    ),
    "topic.like_us": _of_topic(
        _("Un sujet ouvert par une ville comme la mienne"),
        audience=audiences.cities_like_askers,
        title=letters.asked_by_our_like,
        rhythm="daily",
        bulk=True,
        weight=70,
    ),
    "news.published": _of_topic(
        _("Les annonces du club"),
        audience=audiences.everybody,
        title=letters.published,
        letter_url=None,
        template=f"{MAIL}/news",
        rhythm="daily",
        bulk=True,
        also=(("post.mentioned", letters.first_post),),
        weight=80,
    ),
    "blueprint.new_version": Kind(
        label=_("Une nouvelle version d’un modèle repris par ma ville"),
        audience=audiences.takers,
        title=letters.renewed,
        template=f"{MAIL}/blueprint",
        url=letters.place_of_blueprint,
        model="tenants.SharedBlueprint",
        thread=_blueprint_name,
        rhythm="daily",
        bulk=True,
        weight=90,
    ),
    "post.hidden": _of_post(
        _("Mon message est masqué"),
        audience=audiences.writer,
        title=letters.hidden,
        template=f"{MAIL}/hidden",
        letter_url=None,
        words=letters.words_of_hidden,
        thread=None,
        optional=False,
    ),
}
