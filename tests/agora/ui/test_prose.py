"""A resident's text: everything escaped, links made by us."""

import pytest

from agora.ui.prose import linked, paragraphs, unbroken


def test_blank_lines_part_paragraphs_and_others_break():
    assert paragraphs("un\r\ndeux\n\n\n\ntrois") == "<p>un<br>deux</p><p>trois</p>"


def test_nothing_gives_nothing():
    assert paragraphs("  \n \n") == ""


@pytest.mark.parametrize(
    "hostile", ["<script>x</script>", '"><img src=x onerror=y>', "<b>gras</b>"]
)
def test_markup_is_shown_not_obeyed(hostile):
    written = paragraphs(hostile)

    assert "<script" not in written
    assert "<img" not in written
    assert "<b>" not in written


def test_an_address_becomes_a_link_that_gives_no_trust():
    assert linked("voir https://exemple.fr/a?b=1&c=2.") == (
        'voir <a href="https://exemple.fr/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
        "exemple.fr/a?b=1&amp;c=2</a>."
    )


def test_brackets_stay_outside_unless_the_address_opens_one():
    assert "exemple.fr</a>)" in linked("(https://exemple.fr)")
    assert "/Parc_(jardin)</a>" in linked("https://exemple.fr/Parc_(jardin)")


def test_only_the_web_is_linked():
    assert "<a" not in linked("javascript:alert(1) ftp://x.fr data:text/html,x")


def test_a_quote_in_an_address_cannot_leave_its_attribute():
    assert 'href="https://x.fr/"' in linked('https://x.fr/"onmouseover="alert(1)')


def test_long_addresses_are_shown_short():
    written = linked("https://exemple.fr/" + "a" * 300)

    assert "…</a>" in written
    assert "a" * 300 in written


def test_french_signs_stay_with_their_word():
    assert unbroken("Que garder ? « Tout »") == "Que garder\u00a0? «\u00a0Tout\u00a0»"
