"""What the editor needs in the head of a page."""

from types import SimpleNamespace

from participation.pages.forms import ArticleForm
from participation.pages.templatetags.pages import editor_media


def test_inline_scripts_bear_the_nonce_of_the_answer():
    html = editor_media({"request": SimpleNamespace(csp_nonce="abc123")}, ArticleForm())

    assert 'type="importmap"' in html
    assert 'nonce="abc123"' in html
    assert "pages/editor.css" in html
    assert "material-icons" not in html
