"""Residents' pages, asked for as a browser would."""

import gzip
from datetime import date

from django.utils import timezone

from participation.consultations import freshness
from participation.consultations.models import Link
from tests.factories.consultations import (
    make_component,
    make_consultation,
    make_phase,
    make_sector,
    make_theme,
)
from tests.factories.contributions import make_contribution, make_reply
from tests.factories.people import make_staff, make_user
from tests.harness.stand_ins import stand_in


def test_the_front_page_of_an_empty_city_is_welcoming(client, city):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "La ville vous écoute" in answer.text


def test_the_front_page_shows_what_is_open_and_what_the_city_answered(client, city):
    component = make_component()
    make_reply(make_contribution(component, body="Gardez les bancs."))

    page = client.get("/").text

    assert component.consultation.title in page
    assert "Gardez les bancs." in page
    assert "Les platanes restent, tous." in page


def test_the_page_of_a_consultation_tells_where_it_stands(client, city):
    consultation = make_consultation(sector=make_sector("Les Berges"))
    now = make_phase(consultation, start=-3, end=18, title="Déposer des idées")
    make_phase(consultation, start=-20, end=-4, title="S’informer")
    make_component(consultation, phases=[now])

    page = client.get(consultation.get_absolute_url()).text

    assert "vous êtes ici" in page
    assert "terminé" in page
    assert "Les Berges" in page
    assert consultation.reference in page
    assert "Déposer mon idée" in page


def test_a_draft_is_not_found_by_residents_and_read_by_the_team(client, city):
    draft = make_consultation(state="draft", title="Secret du plan vélo")

    refused = client.get(draft.get_absolute_url())
    client.force_login(make_staff())
    shown = client.get(draft.get_absolute_url())

    assert refused.status_code == 404
    assert draft.title not in refused.text
    assert draft.title in shown.text


def test_a_cancelled_consultation_says_why(client, city):
    consultation = make_consultation(state="cancelled", cancel_reason="Le terrain est vendu.")

    assert "Le terrain est vendu." in client.get(consultation.get_absolute_url()).text


def test_the_list_is_filtered_by_the_url(client, city):
    berges, gare = make_sector("Les Berges"), make_sector("La Gare")
    nature = make_theme("Nature")
    wanted = make_consultation(title="Le parc", sector=berges)
    wanted.themes.add(nature)
    make_consultation(title="La halle", sector=gare)

    by_sector = client.get(f"/concertations/?secteur={berges.pk}").text
    by_theme = client.get(f"/concertations/?theme={nature.pk}").text
    by_words = client.get("/concertations/?q=halles").text

    assert "Le parc" in by_sector and "La halle" not in by_sector
    assert "Le parc" in by_theme and "La halle" not in by_theme
    assert "La halle" in by_words and "Le parc" not in by_words


def test_filters_by_state_kind_and_year(client, city):
    make_consultation(title="Ouverte en ce moment")
    make_consultation(
        state="archived",
        kind="assises",
        title="Les assises de 2016",
        starts_on=date(2016, 3, 1),
        ends_on=date(2016, 5, 1),
    )

    for query in ("etat=terminees", "genre=assises", "annee=2016"):
        page = client.get(f"/concertations/?{query}").text
        assert "Les assises de 2016" in page
        assert "Ouverte en ce moment" not in page


def test_a_filter_nobody_knows_is_ignored(client, city):
    make_consultation(title="Le parc")

    answer = client.get("/concertations/?secteur=zzz&etat=%00&annee=12&page=999")

    assert answer.status_code == 200
    assert "Le parc" in answer.text


def test_no_result_offers_to_show_everything(client, city):
    page = client.get("/concertations/?q=introuvable").text

    assert "Aucune concertation ne correspond" in page
    assert "0 résultat" not in page


def test_sharing_needs_no_third_party(client, city):
    consultation = make_consultation()

    page = client.get(f"{consultation.get_absolute_url()}partager/").text

    assert "mailto:" in page
    assert "iframe" in page
    assert "facebook" not in page


def test_the_embedded_card_may_be_framed_and_the_page_may_not(client, city):
    consultation = make_consultation()

    card = client.get(f"{consultation.get_absolute_url()}integrer/")
    page = client.get(consultation.get_absolute_url())

    assert card.status_code == 200
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in card.headers
    assert "frame-ancestors *" not in page.headers["Content-Security-Policy"]


def test_links_tell_what_they_are(client, city):
    consultation = make_consultation()
    Link.objects.create(
        consultation=consultation, kind="radio", title="Le parc la nuit", url="https://radio.fr"
    )

    page = client.get(consultation.get_absolute_url()).text

    assert "Émission de radio" in page
    assert "Le parc la nuit" in page


def test_feeds_and_calendar_are_served(client, city):
    component = make_component()
    consultation = component.consultation
    make_contribution(component, title="Des bancs partout")

    feed = client.get("/concertations/flux.rss")
    own = client.get(f"{consultation.get_absolute_url()}flux.rss")
    calendar = client.get(f"{consultation.get_absolute_url()}calendrier.ics")

    assert consultation.title in feed.text
    assert "Des bancs partout" in own.text
    assert calendar.text.startswith("BEGIN:VCALENDAR\r\n")
    assert f"UID:{consultation.reference}" in calendar.text


def test_another_citys_consultation_is_not_found(client, client_for, city, other_city):
    consultation = make_consultation()

    assert client_for(other_city).get(consultation.get_absolute_url()).status_code == 404


def test_visitors_are_answered_by_etag_in_one_query(
    client, city, django_assert_num_queries, monkeypatch
):
    now = timezone.now()
    stand_in(monkeypatch, freshness, "timezone", now=lambda: now)  # the minute is part of the tag
    consultation = make_consultation()
    first = client.get(consultation.get_absolute_url())

    with django_assert_num_queries(1):
        again = client.get(
            consultation.get_absolute_url(), headers={"if-none-match": first.headers["ETag"]}
        )

    assert "max-age" in first.headers["Cache-Control"]
    assert again.status_code == 304


def test_somebody_signed_in_is_never_answered_from_a_shared_cache(client, city):
    consultation = make_consultation()
    client.force_login(make_user())

    answer = client.get(consultation.get_absolute_url())

    assert "public" not in answer.headers.get("Cache-Control", "")


def test_the_page_costs_the_same_at_any_volume(client, city, django_assert_max_num_queries):
    component = make_component()
    for _ in range(3):
        make_phase(component.consultation)
    for _ in range(12):
        make_contribution(component, supports_count=3)
    url = component.consultation.get_absolute_url()
    client.get(url)

    with django_assert_max_num_queries(10):
        client.get(url)


def test_the_front_page_costs_at_most_twelve_queries(client, city, django_assert_max_num_queries):
    for rank in range(5):
        component = make_component(
            make_consultation(sector=make_sector(f"Quartier {rank}", number=rank + 1))
        )
        make_reply(make_contribution(component))
    make_consultation(state="scheduled")
    client.get("/")

    with django_assert_max_num_queries(12):
        client.get("/")


def test_pages_stay_light(client, city):
    for rank in range(3):
        component = make_component(make_consultation(sector=make_sector(number=rank + 1)))
        for _ in range(10):
            make_contribution(component)

    for path in ("/", "/concertations/", component.consultation.get_absolute_url()):
        assert len(gzip.compress(client.get(path).content)) < 12 * 1024
