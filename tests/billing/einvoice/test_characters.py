"""What a document may be written with, and what is found by its position."""

import json
import unicodedata

import typst

from billing.einvoice.characters import Stray, strays


def found(text, *, several_lines=False):
    return list(strays(text, several_lines=several_lines))


def test_french_passes():
    text = "L’œuvre « à cœur » d’Aÿ – n° 2 : 14 100,00 €, ça coûte ; déjà… \u2011 ½ É\u0301"

    assert found(text) == []


def test_invisible_characters_are_found_where_they_stand():
    assert found("a\u202eb\u200bc") == [(2, Stray.INVISIBLE), (4, Stray.INVISIBLE)]
    assert found("\x00") == found("\x85") == found("\u2028") == [(1, Stray.INVISIBLE)]


def test_a_new_line_is_for_texts_of_several_lines():
    assert found("a\nb", several_lines=True) == []
    assert found("a\nb") == [(2, Stray.INVISIBLE)]
    assert found("a\r\nb", several_lines=True) == [(2, Stray.INVISIBLE)]


def test_what_no_font_draws_is_found_too():
    assert found("Merci 😀") == [(7, Stray.UNPRINTABLE)]
    assert found("漢") == [(1, Stray.UNPRINTABLE)]


def test_every_character_let_through_is_drawn():
    passed = [chr(code) for code in range(0x20, 0x3000) if not found(chr(code))]
    drawn = [f"e{one}" if unicodedata.combining(one) else one for one in passed]
    source = b'#set document(title: "t")\n#set text(font: "Libertinus Serif", lang: "fr")\n'
    source += b"#for one in json(bytes(sys.inputs.all)) [#one ]"

    # PDF/A refuses a page where one glyph is missing.
    made = typst.compile(
        source,
        format="pdf",
        pdf_standards=["a-3a", "ua-1"],
        sys_inputs={"all": json.dumps(drawn)},
        ignore_system_fonts=True,
    )

    assert len(drawn) > 1_000
    assert made.startswith(b"%PDF")
