from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from agora.jobs.testing import pending, run_pending
from agora.mail.models import OutgoingMail
from agora.notices import announce, delivery
from agora.notices.delivery import deliver
from agora.notices.models import Announcement, Notice, Preference
from agora.notices.registries import kinds
from agora.notices.tokens import read_token
from agora.registry import RegistrationError
from tests.factories.people import make_user


@pytest.fixture
def lila(city):
    return make_user(pseudonym="Lila")


def told():
    return list(Notice.objects.order_by("pk").values_list("user", "title", "url"))


def letters():
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


def test_everybody_concerned_is_told_in_the_site_and_by_mail(lila, news):
    ana, sam = make_user(), make_user()
    news += [ana.pk, sam.pk]

    announce("test.news", about=lila)
    assert told() == []
    run_pending()

    assert told() == [
        (ana.pk, "Nouvelle de Lila", f"/personnes/{lila.pk}/"),
        (sam.pk, "Nouvelle de Lila", f"/personnes/{lila.pk}/"),
    ]


def test_the_letter_leads_to_the_thing_and_offers_to_stop(lila, news):
    news.append(make_user().pk)

    announce("test.news", about=lila)
    deliver(Announcement.objects.get().pk)

    letter = OutgoingMail.objects.get()
    assert letter.subject == "Nouvelle de Lila"
    assert f"http://villeneuve.localhost:8000/personnes/{lila.pk}/" in letter.text
    assert letter.unsubscribe_url.startswith("http://villeneuve.localhost:8000/desabonnement/")


def test_a_rolled_back_transaction_announces_nothing(lila, news):
    news.append(lila.pk)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce("test.news", about=lila)
        _ = 1 / 0

    assert "notices.deliver" not in [name for name, _ in pending()]
    assert run_pending() == []
    assert told() == []


def test_delivering_twice_tells_once(lila, news):
    news += [lila.pk, make_user().pk]
    announce("test.news", about=lila)
    number = Announcement.objects.get().pk

    deliver(number)
    deliver(number)
    Announcement.objects.update(delivered_at=None)  # as if the worker had died before saying so
    deliver(number)

    assert len(told()) == len(letters()) == 2
    assert Announcement.objects.get().delivered_at is not None


def test_a_delivery_cut_half_way_goes_on_where_it_was(lila, news, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 2)
    people = [make_user() for _ in range(5)]
    news += [person.pk for person in people]
    announce("test.news", about=lila)
    number = Announcement.objects.get().pk
    write, written = delivery._write, []

    def dies_at_the_third(*args):
        written.append(1)
        if len(written) == 3:
            raise MemoryError
        write(*args)

    monkeypatch.setattr(delivery, "_write", dies_at_the_third)
    with pytest.raises(MemoryError):
        deliver(number)
    deliver(number)

    assert [user for user, _, _ in told()] == [person.pk for person in people]
    assert letters() == sorted(person.email for person in people)


def test_whoever_did_it_is_not_told(lila, news):
    news += [lila.pk, make_user().pk]

    announce("test.news", about=lila, by=lila)
    run_pending()

    assert lila.pk not in [user for user, _, _ in told()]
    assert len(told()) == 1


def test_closed_accounts_are_not_told(lila, news):
    news.append(make_user(is_active=False).pk)

    announce("test.news", about=lila)
    run_pending()

    assert told() == []


def test_each_person_s_wish_is_followed(lila, news):
    now, daily, never = make_user(), make_user(), make_user()
    news += [now.pk, daily.pk, never.pk]
    Preference.objects.create(user=daily, kind="test.news", rhythm="daily")
    Preference.objects.create(user=never, kind="test.news", rhythm="never")
    Preference.objects.create(user=now, kind="test.other", rhythm="never")

    announce("test.news", about=lila)
    deliver(Announcement.objects.get().pk)

    assert letters() == [now.email]
    assert dict(Notice.objects.values_list("user", "mail")) == {
        now.pk: "sent",
        daily.pk: "due",
        never.pk: "none",
    }


def test_a_weekly_wish_waits_for_the_digest_of_the_week(lila, news):
    news.append(lila.pk)
    Preference.objects.create(user=lila, kind="test.news", rhythm="weekly")

    announce("test.news", about=lila)
    deliver(Announcement.objects.get().pk)

    assert letters() == []
    assert Notice.objects.get().mail == "week"


@pytest.fixture
def both(news):
    """Register a kind that is also another: for Ana alone, at once, about somebody else."""
    users = get_user_model()
    ana = make_user(pseudonym="Ana")
    closer = replace(
        kinds.get("test.news"),
        audience=lambda about: users.objects.filter(pk=ana.pk),
        title=lambda about: f"Pour vous\u00a0: {about.pseudonym}",
        words=lambda about: {"more": about.pseudonym},
        thread=lambda about: "Le fil",
        letter_url=lambda about: "/repondre/",
        template="test/closer",
    )
    wide = replace(kinds.get("test.daily"), also=(("test.closer", lambda about: about),))
    with kinds.lending("test.closer", closer), kinds.lending("test.wide", wide):
        yield ana


def test_who_is_concerned_twice_is_told_once_by_what_they_want_soonest(lila, news, both):
    news += [both.pk, lila.pk]

    announce("test.wide", about=lila)
    deliver(Announcement.objects.get().pk)

    assert set(Notice.objects.values_list("user", "kind", "mail", "thread")) == {
        (both.pk, "test.closer", "sent", "Le fil"),
        (lila.pk, "test.wide", "due", ""),
    }
    letter = OutgoingMail.objects.get()
    assert letter.subject == "Pour vous\u00a0: Lila"
    assert "Lila, et http://villeneuve.localhost:8000/repondre/" in letter.text
    assert read_token(letter.unsubscribe_url.split("/")[-2]) == (both, "test.closer")


def test_who_stopped_one_way_is_told_by_the_other(lila, news, both):
    news.append(both.pk)
    Preference.objects.create(user=both, kind="test.closer", rhythm="never")

    announce("test.wide", about=lila)
    deliver(Announcement.objects.get().pk)

    assert list(Notice.objects.values_list("kind", "mail")) == [("test.wide", "due")]


def test_a_way_about_nothing_is_no_way(lila, news, both):
    news.append(both.pk)
    alone = replace(kinds.get("test.wide"), also=(("test.closer", lambda about: None),))

    with kinds.lending("test.alone", alone):
        announce("test.alone", about=lila)
        deliver(Announcement.objects.get().pk)

    assert list(Notice.objects.values_list("kind", flat=True)) == ["test.alone"]


def test_once_means_that_a_page_told_of_is_not_told_of_again(lila, news):
    ana = make_user()
    news.append(ana.pk)
    again = replace(kinds.get("test.news"), once=True)

    with kinds.lending("test.again", again):
        announce("test.news", about=lila)
        news.append(lila.pk)
        deliver(Announcement.objects.latest("pk").pk)
        news.append(make_user().pk)
        announce("test.again", about=lila)
        deliver(Announcement.objects.latest("pk").pk)

    assert sorted(news) == [user for user, _, _ in told()]
    assert Notice.objects.filter(kind="test.again").count() == 1


def test_what_is_not_optional_always_goes_by_mail(lila, news):
    Preference.objects.create(user=lila, kind="test.must", rhythm="never")
    news.append(lila.pk)

    announce("test.must", about=lila)
    deliver(Announcement.objects.get().pk)

    assert letters() == [lila.email]
    assert OutgoingMail.objects.get().unsubscribe_url == ""


def test_what_is_gone_meanwhile_is_not_announced(lila, news):
    news.append(make_user().pk)
    announce("test.news", about=lila)
    number = Announcement.objects.get().pk
    Announcement.objects.update(about_id=10**9)

    deliver(number)

    assert told() == []
    assert Announcement.objects.get().delivered_at is not None


def test_a_kind_of_another_release_is_passed_over(lila, news):
    row = Announcement.objects.create(kind="test.removed", about_id=lila.pk)

    deliver(row.pk)
    deliver(10**9)

    assert told() == []


def test_an_unknown_kind_and_the_wrong_object_are_mistakes_of_ours(lila, news):
    with pytest.raises(KeyError):
        announce("test.unknown", about=lila)
    with pytest.raises(RegistrationError):
        announce("test.news", about=Preference(pk=1))


def test_the_cost_of_telling_grows_with_letters_not_with_people(
    lila, news, django_assert_max_num_queries
):
    for _ in range(20):
        person = make_user()
        Preference.objects.create(user=person, kind="test.news", rhythm="never")
        news.append(person.pk)
    announce("test.news", about=lila)

    with django_assert_max_num_queries(12):
        deliver(Announcement.objects.get().pk)

    assert len(told()) == 20
