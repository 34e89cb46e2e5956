"""Following consultations and contributions."""

import pytest
from django.contrib.auth.models import AnonymousUser

from agora import personal_data
from agora.jobs.testing import run_pending
from agora.notices.models import Notice
from agora.rules import SYSTEM, Refused
from participation.contributions.actions.add import add
from participation.follows import queries
from participation.follows.actions import follow, load_many, unfollow
from participation.follows.models import Follow
from tests.factories.consultations import make_component, make_consultation
from tests.factories.contributions import make_contribution
from tests.factories.people import make_user

pytestmark = pytest.mark.usefixtures("city")


def test_following_twice_counts_once():
    person, consultation = make_user(), make_consultation()

    follow(actor=person, consultation=consultation)
    follow(actor=person, consultation=consultation)

    consultation.refresh_from_db()
    assert consultation.follows_count == 1
    assert list(queries.followers_of(consultation)) == [person]
    assert queries.is_following(person, consultation)


def test_stopping_twice_counts_once():
    person, word = make_user(), make_contribution()
    follow(actor=person, contribution=word)

    unfollow(actor=person, contribution=word)
    unfollow(actor=person, contribution=word)

    word.refresh_from_db()
    assert word.follows_count == 0
    assert not queries.followers_of(word).exists()


def test_one_follows_what_one_sees_and_needs_an_account():
    draft = make_consultation(state="draft")

    with pytest.raises(Refused):
        follow(actor=make_user(), consultation=draft)
    with pytest.raises(Refused):
        follow(actor=AnonymousUser(), consultation=make_consultation())
    with pytest.raises(Refused):
        follow(actor=make_user())


def test_one_thing_at_a_time():
    with pytest.raises(ValueError, match="one thing"):
        follow(
            actor=make_user(),
            consultation=make_consultation(),
            contribution=make_contribution(),
        )
    with pytest.raises(ValueError, match="one thing"):
        unfollow(actor=make_user())


def test_loading_many_recounts():
    consultation, word = make_consultation(), make_contribution()
    rows = [
        Follow(user=make_user(), consultation=consultation),
        Follow(user=make_user(), consultation=consultation),
        Follow(user=make_user(), contribution=word),
    ]

    load_many(actor=SYSTEM, follows=rows)

    consultation.refresh_from_db()
    word.refresh_from_db()
    assert (consultation.follows_count, word.follows_count) == (2, 1)
    with pytest.raises(Refused):
        load_many(actor=make_user(), follows=[])


def test_followers_hear_of_new_words_and_their_author_does_not():
    component = make_component()
    curious, author = make_user(), make_user()
    for person in (curious, author):
        follow(actor=person, consultation=component.consultation)

    add(actor=author, kind="proposal", component=component, title="Des bancs")
    run_pending()

    told = Notice.objects.filter(kind="follow.added").values_list("user", flat=True)
    assert list(told) == [curious.pk]


def test_the_button_follows_and_stops(client):
    person, consultation = make_user(), make_consultation()
    url = f"{consultation.get_absolute_url()}suivre/"

    visitor = client.get(url)
    client.force_login(person)
    asked = client.get(url)
    client.post(url)
    followed = client.get(consultation.get_absolute_url()).text
    mine = client.get("/mon-espace/suivis/").text
    client.post(url, {"sens": "arreter"})

    assert visitor.status_code == 302
    assert "compte" in visitor.url
    assert "Suivre" in asked.text
    assert not Follow.objects.exists()
    assert "Ne plus suivre" in followed
    assert consultation.title in mine


def test_a_contribution_is_followed_from_its_page(client):
    person, word = make_user(), make_contribution()
    client.force_login(person)

    client.post(f"/contributions/{word.pk}/suivre/")

    assert queries.followed_among(person, [word]) == {word.pk}
    assert queries.followed_among(AnonymousUser(), [word]) == set()
    assert word.title in client.get("/mon-espace/suivis/").text


def test_follows_are_handed_over_and_erased():
    person, consultation = make_user(), make_consultation()
    follow(actor=person, consultation=consultation)
    follow(actor=person, contribution=make_contribution())
    held = personal_data.holdings.get("follows")

    rows = held.export(person)
    held.erase(person)

    assert consultation.reference in [row["reference"] for row in rows]
    assert not Follow.objects.exists()
