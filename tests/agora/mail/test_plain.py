import pytest

from agora.mail.plain import plain_text, title_of

PAGE = """<!doctype html><html><head><title>  Votre
code </title><style>p { color: red }</style></head><body>
<div hidden>aperçu</div><table role="presentation"><tr><td><h1>Bonjour</h1>
<p>Voici   votre <strong>code</strong>&nbsp;: 123&amp;456</p><p data-page-only>joli</p>
<ul><li>une chose</li><li><a href="https://a.fr/x">l’autre</a></li></ul>
<img src="x.png" alt=""><br>fin <a href="https://b.fr">https://b.fr</a> <a href="#top">haut</a>
<a href="https://c.fr"></a></td></tr></table><script>bad()</script></body></html>"""


def test_the_text_says_what_the_page_says():
    assert plain_text(PAGE) == (
        "Bonjour\n\nVoici votre code\u00a0: 123&456\n\n- une chose\n"
        "- l’autre\u00a0: https://a.fr/x\n\nfin https://b.fr haut https://c.fr\n"
    )


def test_the_title_is_the_subject():
    assert title_of(PAGE).split() == ["Votre", "code"]
    assert title_of("<p>rien</p>") == ""


@pytest.mark.parametrize("page", ["", "<p>", "</p></div>", "<style>", "<a href>x</a>"])
def test_broken_pages_do_no_harm(page):
    assert plain_text(page).endswith("\n")
