"""What the provider's side offers to the kernel: cities, words of the journal, menus."""

from django.utils.translation import gettext_lazy as _

from agora.accounts.registries import PersonFact, departures, person_facts
from agora.audit.registries import sentences
from agora.context import certificates
from agora.context import directory as hosts
from agora.jobs.cities import set_city_source
from agora.jobs.registries import standings
from agora.rules import Role, roles
from agora.ui.registries import MenuEntry, menus
from tenants import card, club, directory, figures, queries
from tenants.registries import Feature, disclosures, features, open_views, setup_steps
from tenants.rules import enters_club, facilitates_club, keeps_identity, runs_fleet, shares
from tenants.steps import OWN_STEPS

hosts.set_source(directory.source, epoch=directory.epoch)
certificates.set_source(queries.may_have_certificate)
set_city_source(find=directory.find, running=directory.running)
standings.add("cities", figures.cities)
standings.add("certificates", figures.certificates)
standings.add("backups", figures.backups)

for name, step in OWN_STEPS.items():
    setup_steps.add(name, step)

features.add("imports", Feature(_("Reprise d’un ancien site"), weight=10))

roles.add(
    "provider_club",
    Role(_("Animation du club"), _("Accueillir, épingler et modérer dans le club."), weight=80),
)
departures.add("tenants.club", club.close_if_gone)
person_facts.add("club_unread", PersonFact(club.unread))
for key, value in card.VALUES.items():
    disclosures.add(key, value)

for view, shown in {
    "own_city": "its name and its looks",
    "own_grant": "who of its team may enter the club",
    "own_disclosure": "the values it shares",
    "own_sheet": "the sheets it published",
    "own_blueprint": "the blueprints it published",
    "offered_blueprint": "what every city may take up, whoever made it",
}.items():
    open_views.add(f"tenants_{view}", shown)

for verb, words in {
    "city.opening_asked": _("a demandé l’ouverture d’une ville"),
    "city.opening_resumed": _("a repris l’ouverture d’une ville"),
    "city.opened": _("a ouvert une ville"),
    "city.put_live": _("a mis une ville en service"),
    "city.made_read_only": _("a passé une ville en lecture seule"),
    "city.suspended": _("a suspendu une ville"),
    "city.archived": _("a clos une ville"),
    "city.described": _("a corrigé la fiche d’une ville"),
    "city.host_changed": _("a changé l’adresse d’une ville"),
    "domain.added": _("a ajouté une adresse à une ville"),
    "domain.given": _("a donné à une ville son adresse immédiate"),
    "domain.removed": _("a retiré une adresse d’une ville"),
    "domain.promoted": _("a choisi l’adresse principale d’une ville"),
    "domain.proof_asked": _("a demandé de vérifier une adresse"),
    "domain.verified": _("a constaté qu’une adresse est prouvée"),
    "domain.lost": _("a constaté qu’une adresse ne mène plus ici"),
    "domain.unproven": _("a repris la preuve d’une adresse perdue depuis trois jours"),
    "city.feature_switched": _("a changé les fonctions d’une ville"),
    "backup.recorded": _("a inscrit une sauvegarde"),
    "identity.changed": _("a changé l’identité de la ville"),
    "club.pass_minted": _("a pris un laissez-passer pour le club"),
    "club.team_pass_minted": _("a pris un laissez-passer pour le club"),
    "club.access_closed": _("a fermé l’accès d’une personne au club"),
    "club.value_shared": _("a partagé une valeur avec le club"),
    "club.value_withdrawn": _("a cessé de partager avec le club"),
    "club.sheet_shared": _("a publié une fiche d’expérience"),
    "club.sheet_withdrawn": _("a retiré une fiche d’expérience"),
    "club.blueprint_shared": _("a publié un modèle de concertation"),
    "club.blueprint_withdrawn": _("a changé la publication d’un modèle"),
    "club.blueprint_taken": _("a repris un modèle de concertation"),
}.items():
    sentences.add(verb, words)

for key, label, url_name, place, rule, weight, icon in (
    ("cities", _("Villes"), "tenants:cities", "provider", runs_fleet, 10, "fleet"),
    ("open", _("Nouvelle ville"), "tenants:open", "provider", runs_fleet, 20, "plus"),
    ("versions", _("Versions"), "tenants:versions", "provider", runs_fleet, 30, "wait"),
    ("identity", _("Identité"), "tenants_staff:identity", "staff", keeps_identity, 80, "pen"),
    ("shared", _("Ce que nous partageons"), "tenants_staff:shared", "staff", shares, 85, "share"),
):
    menus.add(
        f"tenants.{key}",
        MenuEntry(label=label, url_name=url_name, place=place, rule=rule, weight=weight, icon=icon),
    )

for place, url_name, rule in (
    ("staff", "tenants_staff:club", enters_club),
    ("provider", "tenants:club", facilitates_club),
):
    menus.add(
        f"tenants.club_{place}",
        MenuEntry(
            label=_("Club"),
            url_name=url_name,
            place=place,
            rule=rule,
            weight=85,
            icon="club",
            badge=club.waiting,
        ),
    )
