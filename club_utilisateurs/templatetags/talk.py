"""Lines of topics and posts, each drawn once while it says the same to the same sort of reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import template
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from agora.search.queries import excerpt
from agora.ui.drawn import TOKEN, drawn, with_token
from agora.ui.templatetags.ui import badge
from club_utilisateurs.mentions import Named
from club_utilisateurs.mentions import drawn as with_links
from club_utilisateurs.models import Member, Post, Topic, TopicKind
from club_utilisateurs.places import place, topic_at
from club_utilisateurs.queries.people import CityName
from club_utilisateurs.queries.unread import is_unread

register = template.Library()
# Stands for the one-use key of a form in what is kept; drawn at random, like `TOKEN`.
KEY = str(uuid4())
Names = Mapping[int | None, CityName]


@register.simple_tag
def topic_state(topic: Topic) -> SafeString | str:
    """Closed, solved or without an answer; nothing for what has no such state."""
    if topic.locked_at:
        return badge("neutral", _("Fermé"))
    if topic.accepted_id:
        return badge("ok", _("Résolue"))
    if topic.kind == TopicKind.QUESTION and not topic.answers_count:
        return badge("todo", _("Sans réponse"), icon="chat")
    return ""


@register.simple_tag
def topic_rows(topics: Iterable[Topic], member: Member, names: Names) -> SafeString:
    """Draw topics read `as_rows` and `with_marks`."""
    line = get_template("club_utilisateurs/_topic_row.html")

    def draw(missing: list[Topic]) -> list[str]:
        return [str(line.render(_row(topic, member, names))) for topic in missing]

    rows = drawn("club-topic", [(_row_facts(one, member, names), one) for one in topics], draw)
    return mark_safe("".join(rows))  # noqa: S308  (each was escaped by its template)


def _row(topic: Topic, member: Member, names: Names) -> dict[str, Any]:
    new = is_unread(topic, member)
    read_to: int = topic.read_to  # type: ignore[attr-defined]
    begun = new and read_to > 0
    return {
        "topic": topic,
        "names": names,
        "new": new,
        "begun": begun,
        "url": topic_at(topic.pk, read_to + 1, "non-lu") if begun else place("topic", topic.pk),
        "asked": names.get(topic.asked_city_id) if topic.asked_city_id else None,
        "ours": topic.asked_city_id is not None and topic.asked_city_id == member.city_id,
    }


def _row_facts(topic: Topic, member: Member, names: Names) -> tuple[Any, ...]:
    """Return everything a line depends on."""
    row = _row(topic, member, names)
    return (
        topic.pk, topic.title, topic.kind, bool(topic.accepted_id), bool(topic.locked_at),
        topic.category.name, topic.words, topic.answers_count, topic.last_at,  # type: ignore[attr-defined]
        _signed(topic.author, names), row["new"], row["url"], row["asked"], row["ours"],
    )  # fmt: skip


def _signed(member: Member, names: Names) -> tuple[Any, ...]:
    """Return everything a signature depends on."""
    city = names.get(member.city_id)
    return (member.shown_name, member.shown_title, member.moved_on, member.city_id, city)


@register.simple_tag(takes_context=True)
def posts_drawn(context: template.Context, posts: Iterable[Post]) -> SafeString:
    """Draw the posts of a page in order, with the line up to which the reader had read."""
    topic, rows = context["topic"], list(posts)
    parts = _drawn(context, rows, "club-post", "_post")
    made = []
    for post, part in zip(rows, parts, strict=True):
        if 0 < topic.read_to == post.number - 1:
            made.append(get_template("club_utilisateurs/_read_to.html").render({}))
        good = ' class="post-good"' if post.pk == topic.accepted_id and not post.hidden_at else ""
        made.append(f'<li id="message-{post.number}"{good}>{part}</li>')
        if post.number == 1:
            made += [_retained(context)]
    return with_token("".join(made), context)


def _retained(context: template.Context) -> str:
    """The accepted answer right after the question, when it does not stand there already."""
    accepted: Post | None = context["sheet"].accepted
    if accepted is None or accepted.number == 2:
        return ""
    [part] = _drawn(context, [accepted], "club-retained", "_retained")
    return f'<li class="post-good">{part}</li>'


def _drawn(context: template.Context, posts: list[Post], name: str, file: str) -> list[SafeString]:
    names, topic, member = context["names"], context["topic"], context["member"]
    shape = context.template.engine.get_template(f"club_utilisateurs/{file}.html")  # type: ignore[union-attr]

    def draw(missing: list[Post]) -> list[str]:
        made = []
        for post in missing:
            words = with_links(post.body, named_in(post, names))
            there = topic_at(topic.pk, post.number)
            with context.push(csrf_token=TOKEN, post=post, words=words, retained_url=there):
                made.append(str(shape.render(context)))
        return made

    reader = (
        bool(topic.locked_at), topic.kind, topic.accepted_id, context["settles"],
        member.facilitates,
    )  # fmt: skip
    facts = [
        ((_post_facts(post, names), post.author_id == member.pk, reader), post) for post in posts
    ]
    return drawn(name, facts, draw)


def _post_facts(post: Post, names: Names) -> tuple[Any, ...]:
    """Return everything a post depends on, but for its words, which its version tells."""
    return (
        post.pk, post.version, post.created_at, post.edited_at, post.hidden_at,
        post.hidden_reason, post.thanks_count, post.thanked, post.kept,  # type: ignore[attr-defined]
        [(one.pk, one.file_id) for one in post.files],  # type: ignore[attr-defined]
        named_in(post, names), _signed(post.author, names),
    )  # fmt: skip


def named_in(post: Post, names: Names) -> list[Named]:
    """Whom a post names, as they are known now."""
    found = []
    for one in post.naming:  # type: ignore[attr-defined]
        city_id = one.member.city_id if one.member else one.city_id
        city = names.get(city_id)
        here = city is not None and city.here
        name = one.member.shown_name if one.member else (city.name if city and here else "")
        if name:
            found.append(Named(name, place("city", city_id) if here else ""))
    return found


@register.simple_tag(takes_context=True)
def answer_form(context: template.Context) -> SafeString:
    """Draw the form below the posts; while it is blank it is the same for all, but for its keys."""
    form, topic = context["form"], context["topic"]
    shape = context.template.engine.get_template("club_utilisateurs/_answer_form.html")  # type: ignore[union-attr]

    def draw(_missing: list[str]) -> list[str]:
        key = str(form["form_key"].value())
        with context.push(csrf_token=TOKEN):
            return [str(shape.render(context)).replace(key, KEY)]

    if form.is_bound or form.initial or form.known:
        return mark_safe(shape.render(context))  # noqa: S308  (escaped by its template)
    [blank] = drawn("club-answer", [(topic.pk, "")], draw)
    return with_token(blank.replace(KEY, str(uuid4())), context)


@register.simple_tag
def signed_line(member: Member, names: Names) -> str:
    """Who signs, on one line: name and city, or the city alone."""
    city = names.get(member.city_id)
    said = [member.shown_name, "" if city is None else city.name]
    return ", ".join(one for one in said if one)


@register.simple_tag
def city_of(thing: Any, names: Names) -> str:
    """The name of the city that shares something."""
    city = names.get(thing.city_id)
    return city.name if city else ""


@register.simple_tag
def city_link(card: Any) -> SafeString:
    """A city's name, leading to its card where there is such a page."""
    return _link(place("city", card.pk), card.name)


@register.simple_tag
def shared_link(name: str, thing: Any) -> SafeString:
    """The title of a sheet or a blueprint, leading to its page."""
    return _link(place(name, thing.uid), thing.title)


def _link(url: str, label: str) -> SafeString:
    shape = '<a href="{0}">{1}</a>' if url else "<b>{1}</b>"
    return format_html(shape, url, label)


@register.simple_tag
def post_hits(posts: Iterable[Post], terms: str, names: Names) -> SafeString:
    """Draw the posts that hold the words looked for."""
    line = get_template("club_utilisateurs/_hit_post.html")

    def draw(missing: list[Post]) -> list[str]:
        return [
            str(
                line.render(
                    {
                        "post": post,
                        "terms": terms,
                        "names": names,
                        "url": topic_at(post.topic_id, post.number),
                        "excerpt": excerpt(post.body, terms),
                    }
                )
            )
            for post in missing
        ]

    facts = [((terms, _hit_facts(post, names)), post) for post in posts]
    return mark_safe("".join(drawn("club-hit", facts, draw)))  # noqa: S308  (escaped by its template)


def _hit_facts(post: Post, names: Names) -> tuple[Any, ...]:
    topic = post.topic
    return (
        post.pk, post.body, post.created_at, topic.title, topic.kind, bool(topic.accepted_id),
        bool(topic.locked_at), topic.answers_count, _signed(post.author, names),
    )  # fmt: skip


@register.simple_tag
def shared_hits(found: Iterable[Any], terms: str, names: Names, tab: str) -> SafeString:
    """Draw the sheets or the blueprints that hold the words looked for."""
    line = get_template("club_utilisateurs/_hit_shared.html")
    name = "sheet" if tab == "fiches" else "blueprint"
    made = [
        line.render(
            {
                "found": one,
                "terms": terms,
                "url": place(name, one.uid),
                "city": city_of(one, names) if name == "sheet" else one.city_name,
                "excerpt": excerpt(one.words if name == "sheet" else one.summary, terms),
            }
        )
        for one in found
    ]
    return mark_safe("".join(made))  # noqa: S308  (each was escaped by its template)
