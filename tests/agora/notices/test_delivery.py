import pytest
from django.db import transaction

from agora.jobs.testing import pending, run_pending
from agora.mail.models import OutgoingMail
from agora.notices import announce, delivery
from agora.notices.delivery import deliver
from agora.notices.models import Announcement, Notice, Preference
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
