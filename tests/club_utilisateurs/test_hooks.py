"""What the club offers to lower storeys."""

import pkgutil
from importlib import import_module

from django.conf import settings
from django.urls import reverse

from agora.action import verbs
from agora.audit.registries import sentences
from agora.mail.registries import houses
from agora.notices.registries import kinds
from agora.personal_data import holdings
from agora.ui.registries import menus
from club_utilisateurs import actions
from club_utilisateurs.notice_kinds import KINDS


def test_every_verb_of_the_club_has_its_sentence():
    for module in pkgutil.iter_modules(actions.__path__):
        import_module(f"{actions.__name__}.{module.name}")
    ours = {name for name, verb in verbs.items() if verb.function.__module__.startswith("club_")}

    assert len(ours) > 30
    assert ours - set(sentences) == set()


def test_every_page_of_the_menu_is_served():
    ours = {name: entry for name, entry in menus.items() if name.startswith("club.")}

    assert {entry.place for entry in ours.values()} == {"club", "footer"}
    for entry in ours.values():
        assert reverse(entry.url_name, urlconf=settings.HOUSE_URLCONFS["club"])


def test_news_letters_and_what_is_held_of_a_person_are_told():
    assert set(KINDS) <= set(kinds)
    assert "club" in houses
    assert holdings.get("club.member").fields == ["club_utilisateurs.Member.account"]
