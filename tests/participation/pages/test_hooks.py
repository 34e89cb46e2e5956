"""What pages offer to the house."""

from agora.exports.registries import exports
from agora.rules import SYSTEM
from agora.search.registries import searchables
from agora.ui.registries import menus
from participation.pages.actions import install_defaults
from tenants.registries import setup_steps


def test_pages_are_in_menus_search_exports_and_opening():
    assert {"pages.charter", "pages.guide", "pages.accessibility", "pages.staff"} <= set(menus)
    assert {"pages", "charter"} <= set(searchables)
    assert "pages" in exports
    assert "pages" in setup_steps


def test_the_export_gives_texts_without_tags(city):
    install_defaults(actor=SYSTEM)
    rows = list(exports.get("pages").rows(SYSTEM, {}))

    assert len(rows) == 14
    assert not any("<" in row["body"] for row in rows)
