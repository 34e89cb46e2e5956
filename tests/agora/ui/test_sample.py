"""Made-up content for the gallery."""

from agora.ui import sample
from agora.ui.sample import Anything


def test_whatever_a_letter_asks_for_is_there():
    thing = Anything()

    assert str(thing.about.title) == "Garder les vieux platanes, tous"
    assert thing.answered_at.year == 2026
    assert int(thing.votes) == 3
    assert thing["anything"].url.startswith("https://")
    assert len(list(thing.lines)) == 2
    assert list(thing) == []


def test_the_refused_form_shows_every_kind_of_mistake():
    form = sample.refused_form()

    assert set(form.errors) == {"title", "theme", "starts_on", "email", "consent"}
    assert not sample.empty_form().is_bound


def test_every_sector_has_its_figure():
    assert len(sample.sector_rows()) == len(sample.SECTORS) == len(sample.VALUES)
