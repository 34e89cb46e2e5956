"""Every page a house has: the addresses of its URLconf, with an instance where one is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, reverse

from agora.context import CityRef, club, enter, public
from billing.models import OwnDueItem, OwnInvoice
from club_utilisateurs.models import Topic
from participation.consultations.models import Component, Consultation
from participation.contributions.models import Contribution
from participation.meetings.models import Meeting
from participation.sharing.models import Sheet
from tenants.models import Domain, OwnBlueprint, SharedBlueprint, SharedSheet

# Files, machines' answers, buttons without a page, pages that end a session: nothing to see.
NOT_PAGES = ("api/", "fichiers/", "-/", "compte/demonstration/", "stripe/webhook")
NOT_SEEN = {
    "account_logout",
    "close_sessions",
    "enter",
    "keep_new",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "read_all",
    "shared_refresh",
    "shared_restore",
    "shared_withdraw",
    "take_data",
}
# A 404 for whoever has no second factor.
WITH_SECOND_FACTOR = ("/compte/double-verification/retirer/", "/compte/codes-de-secours/")
MINE = ("/mon-espace/", "/compte/")
FILES = (".rss", ".ics", ".ico", ".csv", ".pdf")


def of_visitor(city: CityRef) -> list[str]:
    """Return what anybody may read in a city."""
    paths = [p for p in plain("city") if not p.startswith(("/mon-espace/", "/gestion/"))]
    return paths + of_things(city)["public"]


def of_resident(city: CityRef) -> list[str]:
    """Return what a resident has of their own, and what all read, as one who is signed in."""
    paths = [path for path in plain("city") if path.startswith(MINE)]
    paths = [path for path in paths if path not in WITH_SECOND_FACTOR]
    return paths + of_things(city)["public"]


def of_director(city: CityRef) -> list[str]:
    """Return the pages of the team."""
    paths = [path for path in plain("city") if path.startswith("/gestion/")]
    return [*paths, *WITH_SECOND_FACTOR, *of_things(city)["team"]]


def of_operator(city: CityRef) -> list[str]:
    """Return the pages of the provider's console."""
    return plain("public") + of_cities(city)


def of_member(post: int, topic: int) -> list[str]:
    """Return the pages of the club that members read; the post is their own."""
    return [p for p in plain("club") if p not in OF_CLUB_TEAM] + _of_club(CLUB, post, topic)


def of_club_team(post: int, topic: int) -> list[str]:
    """Return the pages of the club for those who look after it."""
    return [*OF_CLUB_TEAM, *_of_club(CLUB_TEAM, post, topic)]


def of_club_visitor() -> list[str]:
    """Return what the club shows to anybody: its entrance, the sheets cities put on the web."""
    return ["/compte/connexion/", *_of_club(["sheet sheet"], 0, 0)]


def of_shared(city: CityRef, kept: str) -> list[str]:
    """Return the team's pages about what a city gives to the club, and takes from it."""
    with enter(city):
        sheet, given = Sheet.objects.earliest("pk"), OwnBlueprint.objects.earliest("published_at")
        going = Consultation.objects.get(state="open", title__startswith="Le parc")
        known = {"slug": going.slug, "sheet": sheet.uid, "model": given.uid, "one": given.version}
        return [_address(name, {**known, "kept": kept}) for name in SHARED]


def _of_club(names: list[str], post: int, topic: int) -> list[str]:
    with club():
        model, sheet = SharedBlueprint.objects.first(), SharedSheet.objects.first()
        known = {"post": post, "topic": topic, "model": model.uid, "sheet": sheet.uid}
        known["city"] = Topic.objects.get(pk=topic).asked_city_id if topic else None
        return [_address(f"club_utilisateurs:{name}", known, "club") for name in names]


def plain(house: str) -> list[str]:
    """Return the addresses of the house that ask for nothing."""
    found = []
    for pattern, route in _walk(import_module(settings.HOUSE_URLCONFS[house]).urlpatterns):
        if any(sign in route for sign in "<(^") or route.startswith(NOT_PAGES):
            continue
        if pattern.name not in NOT_SEEN and not route.endswith(FILES):
            found.append(f"/{route}")
    return found


def _walk(patterns: list[Any], before: str = "") -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield pattern, route


def of_things(city: CityRef) -> dict[str, list[str]]:
    """Return one address of each page about something: read by all, and by the team."""
    with enter(city):
        page = Consultation.objects.get(state="open", title__startswith="Le parc")
        known = _instances(page)
        return {
            "public": [_address(name, known) for name in PUBLIC],
            "team": [_address(name, known) for name in TEAM],
        }


def of_main_things(city: CityRef) -> list[str]:
    """Return a page of each family: home, consultation, list, idea, debate, meeting, form."""
    things = of_things(city)["public"]
    return ["/", *(things[PUBLIC.index(name)] for name in MAIN)]


def of_printed(city: CityRef) -> dict[str, str]:
    """Return the pages that are taken along on paper, by name."""
    things = dict(zip(PUBLIC, of_things(city)["public"], strict=True))
    return {name: things.get(name, name) for name in PRINTED}


def of_cities(city: CityRef) -> list[str]:
    """Return the provider's pages about one city."""
    with public():
        host = Domain.objects.filter(city_id=city.id, is_primary=False).earliest("pk")
    page = f"/villes/{city.schema}/"
    hosts = (f"{page}adresses/nouvelle/", f"{page}adresses/{host.pk}/retirer/")
    return [page, f"{page}modifier/", f"{page}adresse/", *hosts]


def _instances(page: Consultation) -> Mapping[str, Any]:
    words = Contribution.objects.filter(consultation=page, status="published")
    known: dict[str, Any] = {"slug": page.slug}
    for kind in ("proposals", "debates", "meetings"):
        known[kind] = Component.objects.get(consultation=page, kind=kind).pk
    for kind in ("proposal", "debate"):
        known[kind] = words.filter(kind=kind).latest("comments_count", "pk").pk
    known["meeting"] = Meeting.objects.filter(contribution__in=words).earliest("starts_at").pk
    known["phase"] = page.phases.earliest("pk").pk
    known["due"] = OwnDueItem.objects.filter(is_open=True).earliest("due_from").uid
    known["invoice"] = OwnInvoice.objects.filter(credited__gt=0).earliest("issued_on").uid
    return known


def _address(name: str, known: Mapping[str, Any], house: str = "city") -> str:
    view, *names = name.split()
    values = [known.get(word, word) for word in names]
    if view.endswith(":new_component"):
        values = [known["slug"], names[1]]
    return reverse(view, settings.HOUSE_URLCONFS[house], args=values)


PUBLIC = [
    "consultations:detail slug",
    "consultations:share slug",
    "consultations:embed slug",
    "proposals:list slug proposals",
    "proposals:new slug proposals",
    "proposals:detail proposal",
    "debates:list slug debates",
    "debates:detail debate",
    "meetings:module slug meetings",
    "meetings:detail meeting",
    "contributions:history proposal",
    "contributions:report proposal",
]
MAIN = [
    "consultations:detail slug",
    "proposals:list slug proposals",
    "proposals:detail proposal",
    "proposals:new slug proposals",
    "debates:detail debate",
    "meetings:detail meeting",
]
PRINTED = [
    "consultations:detail slug",
    "consultations:share slug",
    "proposals:detail proposal",
    "debates:detail debate",
    "meetings:detail meeting",
    "/charte/",
    "/accessibilite/",
]
TEAM = [
    "billing_staff:give due",
    "billing_staff:give_scan due",
    "billing_staff:invoice invoice",
    "consultations_staff:detail slug",
    "consultations_staff:preview slug",
    "consultations_staff:cancel slug",
    "consultations_staff:restitute slug",
    "consultations_staff:facts slug identite",
    "consultations_staff:facts slug decision",
    "consultations_staff:facts slug presentation",
    "consultations_staff:facts slug dates",
    "consultations_staff:facts slug restitution",
    "consultations_staff:cover slug",
    "consultations_staff:documents slug",
    "consultations_staff:links slug",
    "consultations_staff:phases slug",
    "consultations_staff:new_phase slug",
    "consultations_staff:edit_phase slug phase",
    "consultations_staff:components slug",
    "consultations_staff:edit_component slug proposals",
    "consultations_staff:new_component slug debates",
    "consultations_staff:team slug",
    "contributions_staff:detail proposal",
    "contributions_staff:reply debate",
    "contributions_staff:correct proposal",
    "meetings_staff:plan slug meetings",
    "meetings_staff:change meeting",
    "meetings_staff:sheet meeting",
    "meetings_staff:minutes meeting",
    "proposals_staff:answer proposal",
    "proposals_staff:note slug proposals",
    "debates_staff:ask slug debates",
    "debates_staff:edit debate",
    "sharing_staff:share_blueprint slug",
]
SHARED = [
    "sharing_staff:sheet_begin slug",
    "sharing_staff:sheet sheet",
    "sharing_staff:sheet_figures sheet",
    "sharing_staff:sheet_publish sheet",
    "sharing_staff:take model one",
    "sharing_staff:take_kept kept",
]
OF_CLUB_TEAM = ["/moderation/", "/moderation/rubriques/"]
CLUB = [
    "topic topic",
    "answer topic",
    "edit post",
    "revisions post",
    "city city",
    "sheet sheet",
    "blueprint model",
]
CLUB_TEAM = [
    "topic topic",
    "care_post post",
    "care_topic topic",
    "care_shared fiches sheet",
    "care_shared modeles model",
    "category restitution",
]
