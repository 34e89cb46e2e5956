"""One click: counted once, taken back, kept for whoever has no account yet."""

from datetime import date

import pytest

from agora.rules import SYSTEM, Refused
from participation.contributions.models import Contribution
from participation.supports import personal
from participation.supports.actions import load_many, support, unsupport
from participation.supports.models import Support
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_user
from tests.factories.tools import make_debate, make_proposal


def count_of(word):
    return Contribution.objects.get(pk=word.pk).supports_count


def test_supporting_twice_counts_once(city):
    word, person = make_proposal(), make_user()

    support(actor=person, contribution=word)
    support(actor=person, contribution=word)

    assert count_of(word) == 1
    assert Support.objects.count() == 1


def test_a_support_is_taken_back_once(city):
    word, person = make_proposal(), make_user()
    support(actor=person, contribution=word)

    unsupport(actor=person, contribution=word)
    unsupport(actor=person, contribution=word)

    assert count_of(word) == 0


@pytest.mark.parametrize("fields", [{"status": "withdrawn"}, {"hidden": True}])
def test_words_that_are_not_on_show_cannot_be_supported(city, fields):
    word = make_proposal()
    if fields.pop("hidden", False):
        word.hidden_at, word.hidden_article = word.created_at, 3
    for name, value in fields.items():
        setattr(word, name, value)
    word.save()

    with pytest.raises(Refused):
        support(actor=make_user(), contribution=word)

    assert count_of(word) == 0


def test_the_city_s_own_words_and_a_closed_module_refuse(city, settings):
    closed = make_proposal(
        make_component(
            make_consultation(state="closed", starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1)),
            kind="proposals",
            phases=[],
        )
    )

    for word in (make_debate(), closed):
        with pytest.raises(Refused):
            support(actor=make_user(), contribution=word)
    with pytest.raises(Refused):
        unsupport(actor=make_user(), contribution=closed)


def test_only_the_machine_loads_many_and_counters_follow(city):
    word, people = make_proposal(), [make_user(), make_user()]
    rows = [Support(user=person, contribution=word) for person in people]

    with pytest.raises(Refused):
        load_many(actor=people[0], supports=rows)
    load_many(actor=SYSTEM, supports=rows)

    assert count_of(word) == 2


def test_the_button_works_without_script_and_can_be_undone(city, client):
    word, person = make_proposal(), make_user()
    client.force_login(person)

    answer = client.post(f"/contributions/{word.pk}/soutenir/")
    page = client.get(answer["Location"]).text

    assert answer.status_code == 302
    assert count_of(word) == 1
    assert "Vous soutenez" in page
    client.post(f"/contributions/{word.pk}/soutenir/", {"sens": "retirer"})
    assert count_of(word) == 0


def test_a_script_gets_the_buttons_alone(city, client):
    word = make_proposal()
    client.force_login(make_user())

    answer = client.post(f"/contributions/{word.pk}/soutenir/", headers={"HX-Request": "true"})

    assert "Vous soutenez" in answer.text
    assert "<html" not in answer.text


def test_a_visitor_s_click_waits_for_the_account(city, client):
    word, person = make_proposal(), make_user()
    url = f"/contributions/{word.pk}/soutenir/"

    answer = client.post(url, headers={"Origin": f"http://{client.host}"})
    assert count_of(word) == 0
    assert "/compte/" in answer["Location"]
    words = client.session["pending_words"]
    client.force_login(person)
    kept = client.session
    kept["pending_words"] = words
    kept.save()
    client.get(url)
    client.get(url)

    assert count_of(word) == 1


def test_a_visitor_s_click_from_another_site_is_refused(city, client):
    word = make_proposal()

    answer = client.post(
        f"/contributions/{word.pk}/soutenir/", headers={"Origin": "http://ailleurs.exemple.fr"}
    )

    assert answer.status_code == 403


def test_following_a_link_supports_nothing(city, client):
    word = make_proposal()
    client.force_login(make_user())

    client.get(f"/contributions/{word.pk}/soutenir/")

    assert count_of(word) == 0


def test_what_is_held_on_a_person_is_told_and_forgotten(city):
    word, person = make_proposal(), make_user()
    support(actor=person, contribution=word)

    assert [row["reference"] for row in personal.export(person)] == [word.reference]
    personal.erase(person)
    assert not Support.objects.exists()


def test_a_support_costs_a_fixed_number_of_queries(city, client, django_assert_max_num_queries):
    word = make_proposal()
    client.force_login(make_user())
    client.post(f"/contributions/{word.pk}/soutenir/", {"sens": "retirer"})

    with django_assert_max_num_queries(16):
        client.post(f"/contributions/{word.pk}/soutenir/")
