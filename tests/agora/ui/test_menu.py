"""Which links a person sees here."""

from types import SimpleNamespace

from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from agora.ui.menu import Link, Menu, mark_current, menu_of
from agora.ui.registries import PLACES, MenuEntry, menus

URLCONFS = {
    "city": ("agora.conf.urls_city",),
    "staff": ("agora.conf.urls_city",),
    "rules": ("agora.conf.urls_city",),
    "footer": ("agora.conf.urls_city", "agora.conf.urls_club"),
    "provider": ("agora.conf.urls_provider",),
    "club": ("agora.conf.urls_club",),
}


def request(path="/", urlconf="agora.conf.urls_city"):
    made = RequestFactory().get(path)
    made.user = SimpleNamespace(is_authenticated=False)
    made.urlconf = urlconf
    return made


def links(*urls):
    return [Link(label=url, url=url) for url in urls]


def leads(name, urlconf):
    try:
        return bool(reverse(name, urlconf=urlconf))
    except NoReverseMatch:
        return False


def current(found):
    return {link.url: link.current for link in found if link.current}


def test_the_nearest_link_above_is_marked():
    found = mark_current(links("/", "/gestion/", "/gestion/equipe/"), "/gestion/equipe/4/")

    assert current(found) == {"/gestion/equipe/": "true"}


def test_the_page_itself_is_said_exactly():
    assert current(mark_current(links("/", "/reunions/"), "/reunions/")) == {"/reunions/": "page"}
    assert current(mark_current(links("/", "/reunions/"), "/")) == {"/": "page"}


def test_home_is_not_above_everything():
    assert current(mark_current(links("/", "/reunions/"), "/charte/")) == {}


def test_six_links_are_open_and_the_rest_under_more():
    six, eight = Menu(links(*"abcdef")), Menu(links(*"abcdefgh"))

    assert (len(six.shown), len(six.more)) == (6, 0)
    assert (len(eight.shown), len(eight.more)) == (5, 3)
    assert not eight.more_is_current


def test_the_rule_of_another_house_is_not_even_asked():
    def reads_its_own_tables(*, actor, **facts):
        raise AssertionError("these tables are not here")

    entry = MenuEntry(
        label="Club", url_name="nowhere:at_all", place="footer", rule=reads_its_own_tables
    )
    with menus.lending("test.elsewhere", entry):
        assert "Club" not in [str(link.label) for link in menu_of(request(), "footer").links]


def test_an_entry_whose_rule_refuses_is_not_drawn():
    def nobody(*, actor, **facts):
        return False

    entry = MenuEntry(label="Secrète", url_name="ui:favicon", rule=nobody)
    with menus.lending("test.secret", entry):
        assert "Secrète" not in [link.label for link in menu_of(request(), "city").links]


def test_an_entry_this_host_lacks_is_not_drawn():
    entry = MenuEntry(label="Ailleurs", url_name="nulle:part")
    with menus.lending("test.elsewhere", entry):
        assert "Ailleurs" not in [link.label for link in menu_of(request(), "city").links]


def test_every_registered_entry_leads_somewhere_on_its_host():
    lost = [
        key
        for key, entry in menus.items()
        if not any(leads(entry.url_name, urlconf) for urlconf in URLCONFS[entry.place])
    ]

    assert lost == []
    assert set(URLCONFS) == set(PLACES)


def test_an_entry_says_how_much_waits_there():
    entry = MenuEntry(label="Boîte", url_name="ui:favicon", badge=lambda request: 3)
    with menus.lending("test.badge", entry):
        found = {link.label: link.unread for link in menu_of(request(), "city").links}

    assert found["Boîte"] == 3
    assert {unread for label, unread in found.items() if label != "Boîte"} == {0}


def test_what_waits_is_never_folded_away():
    links = [Link(label=str(number), url=f"/{number}/") for number in range(9)]
    waiting = Link(label="Club", url="/club/", unread=3, in_sight=True)

    menu = Menu([*links[:7], waiting, *links[7:]])

    assert [link.label for link in menu.ends] == ["Club"]
    assert waiting not in menu.shown + menu.more
    assert len(menu.shown) + len(menu.more) == len(links)
    assert len(menu.shown) == 5
