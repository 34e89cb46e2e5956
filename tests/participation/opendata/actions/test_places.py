"""Where moved-in words stand: one consultation per space, one module per component."""

from datetime import UTC, date, datetime

from participation.consultations.models import Consultation, Sector
from participation.contributions.models import Contribution
from participation.opendata.actions._places import Places
from participation.opendata.decidim.records import place_of
from tests.factories.consultations import make_sector
from tests.participation.opendata.exports import DEBATE, SPACE, load, write


def test_a_space_gives_its_facts_to_the_consultation(city, tmp_path):
    file = write(tmp_path, "spaces.csv", [SPACE])

    first = load(file, write(tmp_path, "d.csv", [DEBATE]))
    again = load(file)
    changed = load(
        write(tmp_path, "s2.csv", [SPACE | {"title/fr": "Le grand parc", "end_date": "2999-01-01"}])
    )
    page = Consultation.objects.get()

    assert (page.title, page.summary, page.organiser) == (
        "Le grand parc",
        "Onze hectares",
        "Direction des parcs",
    )
    assert (page.starts_on, page.state, str(page.sector)) == (date(2023, 1, 1), "open", "Nord")
    assert page.source_reference == "V-PART-2023-01-1"
    assert Contribution.objects.get().consultation == page
    assert [r.files[0].new for r in (first, again, changed)] == [1, 0, 0]
    assert [r.files[0].unchanged for r in (first, again, changed)] == [0, 1, 0]
    assert changed.files[0].changed == 1


def test_a_bare_space_without_words_keeps_its_dates_empty(city, tmp_path):
    bare = SPACE | {"developer_group/fr": "", "scope/name/fr": "", "start_date": "", "end_date": ""}

    load(write(tmp_path, "spaces.csv", [bare]))
    page = Consultation.objects.get()

    assert (page.starts_on, page.ends_on, page.organiser) == (None, None, "")


NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
PROPOSAL = place_of("https://ville.fr/processes/le-parc/f/11/proposals/5")


def test_a_space_seen_again_in_a_later_import_is_the_same_consultation(city):
    first = Places(now=NOW)
    made = first.consultation(PROPOSAL)
    again = Places(now=NOW)

    assert again.consultation(PROPOSAL) == made
    assert (first.made, again.made) == ([made], [])
    assert (made.title, made.state, made.slug) == ("Le parc", "closed", f"le-parc-{made.pk}")


def test_spaces_of_two_sites_never_mix(city):
    places = Places(now=NOW)
    theirs = place_of("https://autre.fr/processes/le-parc/f/11/proposals/5")

    assert places.consultation(PROPOSAL) != places.consultation(theirs)
    assert places.component(PROPOSAL) != places.component(theirs)


def test_a_module_is_made_once_for_each_tool_of_the_site(city):
    places = Places(now=NOW)
    found = [
        places.component(place_of(f"https://ville.fr/processes/le-parc/f/{path}"))
        for path in (
            "11/proposals/5",
            "11/proposals/6",
            "12/debates/1",
            "13/meetings/1",
            "14/posts/1",
        )
    ]

    assert found[0] is found[1]
    assert [one.kind for one in found[1:]] == ["proposals", "debates", "meetings", "absent"]
    assert [one.title for one in found[1:]] == [
        "Propositions", "Débats", "Réunions", "Pages non reprises",
    ]  # fmt: skip
    assert {one.consultation for one in found} == {places.consultation(PROPOSAL)}
    assert Places(now=NOW).component(PROPOSAL) == found[0]


def test_sectors_of_the_city_are_found_whatever_their_case(city):
    ours = make_sector("Les Berges")
    places = Places(now=NOW)

    assert places.sector("LES BERGES") == ours.pk
    assert places.sector("") is None
    made = places.sector("Val-Sud")
    assert (places.sector("val-sud"), Sector.objects.count()) == (made, 2)


def test_words_without_a_space_stand_under_the_site_itself(city):
    page = Places(now=NOW).consultation(place_of("https://ville.fr/"))

    assert (page.title, page.source) == ("Site", "decidim:ville.fr:space:site")


def test_a_site_that_numbers_no_component_still_has_one_module_for_each_tool(city):
    places, space = Places(now=NOW), "https://ville.fr/processes/le-parc"

    ideas = places.component(place_of(f"{space}/proposals/5"))
    debate = places.component(place_of(f"{space}/debates/5"))

    assert (ideas.kind, debate.kind) == ("proposals", "debates")
