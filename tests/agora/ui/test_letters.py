"""The base of letters: readable anywhere, one action, light."""

import css_inline
from django.template.loader import render_to_string

from agora.ui.letters import draw_letter, letter_names


def test_a_letter_once_inlined_keeps_its_dark_variant_and_stays_light(city):
    inlined = css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
    ).inline(draw_letter("ui/kit/letter"))

    assert "prefers-color-scheme" in inlined
    assert "var(--" not in inlined
    assert len(inlined.encode()) < 30_000
    assert "<svg" not in inlined


def test_letters_are_laid_out_for_old_readers(city):
    html = draw_letter("ui/kit/letter")

    assert html.count("<table") == html.count('role="presentation"')
    assert html.count('class="action"') == 1
    assert html.count("<h1>") == 1


def test_letters_of_the_slices_are_found_and_ours_first():
    names = letter_names()

    assert names[0] == "ui/kit/letter"
    assert "accounts/mail/invitation" in names
    assert "ui/mail/base" not in names


def test_the_text_part_says_the_same_ways_out(city):
    text = render_to_string(
        "ui/mail/base.txt",
        {"house": {"name": "Villeneuve", "address": "1, place <de l’Hôtel>"}, "site_url": "https://v.fr/",
         "unsubscribe_url": "https://v.fr/stop", "preferences_url": "https://v.fr/prefs"},
    )  # fmt: skip

    assert "1, place <de l’Hôtel>" in text
    assert "https://v.fr/stop" in text
    assert "https://v.fr/prefs" in text
