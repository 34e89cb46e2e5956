"""Words found, marked where they stand."""

import pytest

from agora.search.templatetags.search import marked


@pytest.mark.parametrize(
    ("text", "terms", "html"),
    [
        ("Deux Écoles", "école", "Deux <mark>Écoles</mark>"),
        ("un <b>banc</b>", "banc", "un &lt;b&gt;<mark>banc</mark>&lt;/b&gt;"),
        ("un banc", "", "un banc"),
        ("a < b", "le", "a &lt; b"),
    ],
)
def test_words_are_marked_and_everything_else_escaped(text, terms, html):
    assert marked(text, terms) == html
