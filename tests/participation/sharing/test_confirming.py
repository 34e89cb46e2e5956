"""What may tell of a person is shown where it stands, with the words around it."""

from participation.sharing.confirming import doubts


def test_each_doubt_names_its_section_and_shows_the_words_around():
    content = {
        "method": "Avant. " * 20 + "Écrire à lea@ville.fr pour en savoir plus. " + "Fin. " * 20
    }

    [doubt] = doubts("Le parc", content, [])

    assert doubt.section == "method"
    assert str(doubt.label) == "Méthode"
    assert str(doubt.kind) == "Adresse de courriel"
    assert doubt.found.excerpt == "lea@ville.fr"
    assert doubt.before.startswith("…") and doubt.before.endswith("Écrire à ")
    assert doubt.after.startswith(" pour en savoir plus.") and doubt.after.endswith("…")


def test_the_title_and_every_text_are_read_in_order():
    content = {
        "again": "Demander à Léa Morel.",
        "context": "01 23 45 67 89",
        "euros": 1200,
    }

    found = doubts("Le parc de Léa Morel", content, ["Léa Morel"])

    assert [(one.section, one.found.kind) for one in found] == [
        ("title", "name"),
        ("context", "phone"),
        ("again", "name"),
    ]
    assert found[0].mark == found[2].mark


def test_a_text_that_tells_of_nobody_raises_no_doubt():
    assert doubts("Le parc", {"context": "Un parc de dix hectares."}, ["Léa Morel"]) == []
