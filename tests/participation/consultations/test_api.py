"""The read API of consultations."""

from tests.factories.consultations import make_component, make_consultation, make_sector


def test_one_consultation_with_its_calendar_and_no_draft(client, city):
    component = make_component(make_consultation(sector=make_sector("Les Berges")))
    draft = make_consultation(state="draft")

    one = client.get(f"/api/v1/consultations/{component.consultation.pk}/").json()

    assert one["sector"] == "Les Berges"
    assert one["phases"][0]["title"] == "Déposer des idées"
    assert one["components"][0]["kind"] == "proposals"
    assert one["url"].endswith(component.consultation.get_absolute_url())
    assert client.get(f"/api/v1/consultations/{draft.pk}/").status_code == 404


def test_lists_are_filtered_and_cost_the_same_at_any_length(
    client, city, django_assert_max_num_queries
):
    for _ in range(6):
        make_component()
    make_component(make_consultation(state="archived"))

    with django_assert_max_num_queries(8):
        found = client.get("/api/v1/consultations/?state=open").json()

    assert "archived" not in str(found)


def test_the_read_api_gives_published_consultations(client, city):
    shown, draft = make_consultation(), make_consultation(state="draft")

    found = client.get("/api/v1/consultations/").json()

    assert shown.reference in str(found)
    assert draft.reference not in str(found)
