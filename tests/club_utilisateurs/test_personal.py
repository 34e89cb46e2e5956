"""What the club holds on a person, taken away and erased."""

from club_utilisateurs import personal
from club_utilisateurs.models import Member, Post
from tests.factories.club import make_topic
from tests.factories.people import make_user


def test_a_member_takes_their_words_away(in_club, member_a):
    make_topic(Member.objects.get(pk=member_a.pk), body="Nous séparons les deux.")

    told = personal.export(Member.objects.get(pk=member_a.pk).account)

    assert told[0]["nom"] == "Samira Ould-Kaci"
    assert told[0]["adresse"] == member_a.mail
    assert "Nous séparons les deux." in [line.get("message") for line in told]


def test_an_account_without_member_has_nothing_there(in_club):
    assert personal.export(make_user()) == []


def test_erasing_leaves_the_words_and_no_name(in_club, member_a):
    member = Member.objects.get(pk=member_a.pk)
    make_topic(member, body="Nous séparons les deux.")

    personal.erase(member.account)

    member.refresh_from_db()
    assert (member.shown_name, member.title, member.mail) == ("", "", "")
    assert "Samira" not in str(Member.objects.filter(pk=member.pk).values())
    assert Post.objects.get().body == "Nous séparons les deux."
