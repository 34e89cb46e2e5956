"""What consultations offer to the house."""

from agora.notices.registries import kinds
from agora.search.registries import searchables
from tests.factories.consultations import make_consultation
from tests.factories.people import make_staff


def test_notices_name_the_consultation_and_lead_to_it(city):
    consultation = make_consultation(title="Le parc")

    for name in ("published", "closing", "restituted"):
        kind = kinds.get(f"consultation.{name}")
        assert "Le parc" in str(kind.title(consultation))
        assert kind.url(consultation) == consultation.get_absolute_url()


def test_search_finds_published_ones_only_even_for_the_team(client, city):
    make_consultation(state="draft", title="La piscine secrète")
    shown = make_consultation(title="La piscine ouverte")
    found = searchables.get("consultations")

    assert list(found.visible_to(make_staff())) == [shown]
    page = client.get("/recherche/?q=piscines").text
    assert "La piscine ouverte" in page
    assert "La piscine secrète" not in page
    assert found.title(shown) == "La piscine ouverte"
    assert found.excerpt(shown)
