"""Names after an « @ »: the longest known one, drawn as a link, everything else escaped."""

import pytest

from club_utilisateurs.mentions import MOST, Named, candidates, drawn, found, plain

KNOWN = {"nanterre": "N", "nanterre sur fil": "NF", "samira ould kaci": "S", "l'hay": "H"}


def names(text):
    return [thing for _start, _end, thing in found(text, KNOWN)]


def test_the_longest_known_name_is_meant():
    assert names("Merci @Nanterre-sur-Fil !") == ["NF"]
    assert names("Merci @Nanterre sur le fil") == ["N"]


@pytest.mark.parametrize(
    "text",
    [
        "@samira ould-kaci",
        "@SAMIRA OULD KACI.",
        "(@Samira Ould-Kaci)",
        "bonjour\n@Samira Ould-Kaci",
    ],
)
def test_case_accents_hyphens_and_what_stands_around_do_not_matter(text):
    assert names(text) == ["S"]


def test_an_apostrophe_of_either_shape_is_the_same():
    assert names("@L’Haÿ") == ["H"]


@pytest.mark.parametrize(
    "text",
    ["samira@nanterre.fr", "https://x.fr/@nanterre", "@Nanterrois", "@", "@ Nanterre", "a@@b"],
)
def test_an_address_or_another_word_names_nobody(text):
    assert names(text) == []


def test_a_name_does_not_go_on_in_the_next_line():
    assert names("@Nanterre\nsur-Fil") == ["N"]


def test_a_text_full_of_signs_asks_for_no_more_than_its_share():
    text = "@a b c d e f g h i j k l m n o p " * 500

    assert len(candidates(text)) < 100
    assert len(list(found("@nanterre " * 500, KNOWN))) == MOST


def test_a_name_too_long_is_no_name():
    assert all(len(name) <= 120 for name in candidates("@" + "é" * 400 + " x"))


def test_names_are_drawn_as_links_and_the_rest_is_escaped():
    text = "<b>Voir</b> @Nanterre-sur-Fil & https://x.fr/?a=1&b=2\n\n@Samira Ould-Kaci"
    html = drawn(text, [Named("Nanterre-sur-Fil", "/annuaire/3/"), Named("Samira Ould-Kaci")])

    assert html == (
        '<p>&lt;b&gt;Voir&lt;/b&gt; <a href="/annuaire/3/">@Nanterre-sur-Fil</a> &amp; '
        '<a href="https://x.fr/?a=1&amp;b=2" rel="nofollow ugc noopener">x.fr/?a=1&amp;b=2</a></p>'
        "<p><b>@Samira Ould-Kaci</b></p>"
    )


def test_a_name_shown_no_more_stays_what_was_written():
    assert drawn("Merci @Nanterre", []) == "<p>Merci @Nanterre</p>"


def test_no_text_can_put_itself_in_the_place_of_a_link():
    html = drawn("\x020\x03 \x027\x03 @Nanterre", [Named("Nanterre", "/annuaire/3/")])

    assert html == '<p>0 7 <a href="/annuaire/3/">@Nanterre</a></p>'


def test_a_name_is_flattened_once_and_for_all():
    assert plain("L’Haÿ-les-Roses") == "l'hay les roses"
