"""What the cities of the demonstration published in the club, and what they took up."""

from __future__ import annotations

from dataclasses import dataclass, field

FIGURES = ("figures.participants", "figures.contributions", "figures.comments", "figures.supports")


@dataclass(frozen=True)
class Given:
    """A sheet about one consultation, and the blueprint of it if there is one."""

    consultation: str
    sheet_title: str
    content: dict[str, object]
    blueprint_title: str = ""
    blueprint_summary: str = ""
    public: bool = False
    figures: tuple[str, ...] = field(default=FIGURES)


GIVEN = {
    "castelmont": Given(
        "Budget participatif des écoles",
        "Budget participatif des écoles, deuxième édition",
        {
            "context": "Neuf écoles, des équipes déjà chargées, et une première édition en ligne que les enfants n’avaient pas vue passer.",
            "mobilisation": "Un diaporama de six pages dans chaque classe, une lettre aux familles en quatre langues, une urne en carton peinte par les CP.",
            "difficulties": "Les tablettes en décembre, quand il n’y a plus de prises. Deux directrices ont changé en cours d’année.",
            "result": "Sept projets livrés sur neuf, un an après. Les deux autres attendent un terrain.",
            "again": "La première année, le vote en ligne seul a donné 200 voix. L’urne en carton peinte par les CP en a donné dix fois plus.",
            "restitution": "Dans la cour, école par école, avec les maquettes. Un mot dans le cahier de chaque enfant.",
            "euros": 3_200,
            "days": 12,
        },
        "Budget participatif des écoles",
        "Trente mille euros, neuf écoles, des bulletins papier dans chaque classe. Écrit après deux éditions, avec ce qui a raté.",
        public=True,
    ),
    "corvigny": Given(
        "La halle aux grains, et après ?",
        "Restituer en deux temps : la halle aux grains",
        {
            "context": "Une halle vide au milieu du marché, un conseil municipal qui voulait attendre le budget, et une réponse promise à date fixe.",
            "difficulties": "Convaincre que publier ce qu’on a entendu n’engage pas encore la ville.",
            "result": "Page « ce que nous avons entendu » le jour dit, décision sept semaines plus tard. Aucun reproche, et la salle pleine les deux fois.",
            "again": "Séparer les deux dates, l’écrire dès le premier jour, et ne jamais publier une synthèse sans citations.",
            "euros": 900,
            "days": 7,
        },
        "Restitution en deux temps",
        "Une boîte à idées courte, puis deux rendez-vous annoncés d’avance : ce que nous avons entendu, ce que nous avons décidé.",
        public=True,
    ),
    "beaurivage": Given(
        "La ville la nuit",
        "La ville la nuit, rue par rue",
        {
            "context": "L’éclairage public pesait un quart de la facture. Personne n’osait toucher à la nuit.",
            "mobilisation": "Quatre balades de nuit, une carte à annoter par personne, du thé au retour.",
            "difficulties": "Deux rues éteintes trop vite, rallumées après trois appels. Nous aurions dû attendre les balades.",
            "result": "Soixante et une rues éteintes de minuit à cinq heures, quatre rallumées. Les rues citées trois fois pour la peur n’ont jamais été éteintes.",
            "again": "Marcher d’abord, décider ensuite. Et montrer la carte, même quand elle gêne.",
            "euros": 1_850,
            "days": 15,
        },
        "La ville la nuit",
        "Des balades, une carte annotée, une décision par rue : le cycle d’ateliers complet, avec la lettre aux riverains.",
    ),
    "rivefort": Given(
        "Le chemin des écoliers",
        "Le chemin des écoliers, de l’idée au premier pas",
        {
            "context": "Sept cents mètres entre le bourg et l’école, et presque tous les enfants en voiture.",
            "result": "Un tracé derrière les jardins, un nom choisi par les enfants, dix familles de moins en voiture le matin.",
            "again": "Commencer par marcher avec les enfants : le tracé a changé au bout de cent mètres.",
            "euros": 400,
            "days": 5,
        },
        figures=("figures.participants", "figures.contributions"),
    ),
    "nanterre": Given(
        "La place de la Gare",
        "La place de la Gare : choisir entre trois aménagements",
        {
            "context": "Sept mille personnes par jour traversent cette place sans s’y arrêter.",
            "difficulties": "Le projet des services était prêt avant la concertation, et cela se voyait.",
            "result": "L’aménagement B retenu : une place sans parking, un abri fermé pour 180 vélos.",
            "again": "Montrer les trois projets au même niveau de détail, ou ne rien montrer.",
            "euros": 6_400,
            "days": 22,
        },
        "Choisir entre trois projets",
        "Trois projets, deux ateliers, une réunion publique : pour aménager un lieu quand plusieurs dessins existent déjà.",
    ),
}
TAKEN = {
    "nanterre": ("Restitution en deux temps",),
    "port-lanvaux": ("Restitution en deux temps", "La ville la nuit"),
    "villeneuve-la-tour": ("Budget participatif des écoles", "Choisir entre trois projets"),
    "les-aulnes": ("Budget participatif des écoles", "Restitution en deux temps"),
    "hautepierre": ("Budget participatif des écoles", "Restitution en deux temps"),
    "montreval": ("La ville la nuit", "Budget participatif des écoles"),
    "saint-aubin": ("Restitution en deux temps",),
}
