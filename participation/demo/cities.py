"""Who the three cities are, and what each has asked its residents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from participation.demo.plans import drawing


@dataclass(frozen=True)
class Asked:
    """One consultation: subjects of `ideas`, how many ideas and comments, when, how it ended."""

    title: str
    summary: str
    objective: str
    starts: str
    ends: str
    subjects: tuple[str, ...]
    ideas: int
    comments: int
    state: str = "archived"
    kind: str = "consultation"
    department: str = "Direction de la citoyenneté"
    sector: int | None = None
    workshops: int = 1
    question: str = ""
    restitution: str = ""
    meetings_ahead: int = 0


@dataclass(frozen=True)
class DemoCity:
    """One invented city."""

    name: str
    host: str
    population: int
    insee: str
    siren: str
    people: int
    identity: dict[str, Any]
    sectors: list[str]
    asked: list[Asked] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Who holds a job of `seed.TEAM` here, by the word of the address, if not the usual name."""


_NANTERRE_PLAN = drawing(list(range(1, 11)), at=(48.91, 2.17))
_AUBIN_NAMES = ["Le Bourg", "Les Vignes", "La Grange", "Haut-Clos"]
_LANVAUX_NAMES = ["Le Port", "La Criée", "Kerambel", "Les Dunes", "Ville-Close", "La Gare"]

BERGES = Asked(
    "Le parc des Berges : que garder, que changer ?",
    "Onze hectares au bord du Fil, des platanes de 1932, des jeux à refaire. Les travaux commencent en 2027 : ce que vous écrivez entre dans le plan.",
    "Écrire avec les habitants le programme des travaux du parc",
    "-40",
    "+18",
    ("parc", "budget"),
    96,
    330,
    state="open",
    department="Espaces verts et nature",
    sector=1,
    workshops=3,
    meetings_ahead=3,
    question="Le quai doit-il fermer aux voitures le dimanche ?",
)
CANTINES = Asked(
    "Cantines : qu’est-ce qu’on mange demain ?",
    "Dix-huit écoles, quatre mille repas par jour. Parents, enfants et agents de cuisine cherchent ensemble comment mieux manger.",
    "Choisir les engagements du prochain marché de restauration scolaire",
    "-20",
    "+32",
    ("ecole",),
    58,
    170,
    state="open",
    department="Éducation",
    workshops=1,
    meetings_ahead=1,
    question="Deux repas sans viande par semaine, qu’en pensez-vous ?",
)
HALLES = Asked(
    "Les halles du centre : un marché, une place, des ateliers ?",
    "La halle de 1904 est vide depuis six ans. La ville la rachète : à vous de dire ce qu’on y fera.",
    "Définir les usages de la halle avant le concours d’architecture",
    "-150",
    "-45",
    ("place", "culture"),
    74,
    210,
    state="closed",
    department="Urbanisme et aménagement",
    sector=6,
    workshops=2,
)

CITIES = [
    DemoCity(
        "Nanterre-sur-Fil",
        "nanterre.localhost",
        95_000,
        "92990",
        "219200508",
        838,
        {
            "theme_colour": "#0B6E6E",
            "tagline": "Donnez votre avis en trois minutes. Pas de compte à créer avant d’avoir écrit.",
            "address": "L’Agora, maison des initiatives\n12, quai du Lavoir\ndu mardi au samedi, 10 h à 19 h",
            "phone": "01 99 00 12 34",
            "contact_email": "agora@nanterre-sur-fil.example",
            "publisher": "La maire de Nanterre-sur-Fil",
            "outline": _NANTERRE_PLAN,
        },
        [area["name"] for area in _NANTERRE_PLAN["areas"]],
        [
            Asked(
                "L’école de demain",
                "Horaires, cours, cantine : trois mois pour écrire le projet éducatif.",
                "Écrire le projet éducatif 2016–2020",
                "2016-01-11",
                "2016-04-15",
                ("ecole", "jeunesse"),
                38,
                70,
                department="Éducation",
                restitution="Le projet éducatif adopté le 28 juin 2016 reprend 21 des 38 idées déposées : la pause de midi passe à quarante minutes, quatre cours perdent leur goudron, et chaque école reçoit un budget pour un potager.\n\nCe qui n’a pas été retenu, et pourquoi : l’ouverture des cours le dimanche, faute de gardien.",
            ),
            Asked(
                "Assises de la jeunesse",
                "Les 15–25 ans disent ce qui leur manque, et comment faire.",
                "Bâtir le plan jeunesse avec les jeunes",
                "2016-10-03",
                "2017-01-20",
                ("jeunesse",),
                34,
                66,
                kind="assises",
                department="Jeunesse et sports",
                workshops=2,
                restitution="Un lieu ouvert jusqu’à 22 h a été inauguré à la Filature. Le conseil des jeunes dispose de 10 000 euros par an.",
            ),
            Asked(
                "Le plan vélo",
                "Où passent les pistes, où met-on les arceaux, que fait-on des carrefours ?",
                "Fixer le tracé de trente kilomètres de pistes",
                "2017-03-06",
                "2017-06-02",
                ("velo",),
                46,
                104,
                department="Voirie et mobilités",
                restitution="Le conseil a voté 27 kilomètres de pistes. Le carrefour des Quatre-Vents, cité 31 fois, a été refait le premier.",
            ),
            Asked(
                "La nouvelle médiathèque",
                "Un bâtiment, des horaires, des usages : à inventer ensemble.",
                "Écrire le programme de la médiathèque",
                "2018-01-15",
                "2018-04-06",
                ("culture",),
                40,
                84,
                department="Culture",
                sector=7,
                workshops=2,
                restitution="La médiathèque ouvre le dimanche. La salle où l’on a le droit de parler occupe tout le rez-de-chaussée.",
            ),
            Asked(
                "La parole aux habitants",
                "Quatre questions, des cahiers à l’accueil, des débats en ligne.",
                "Recueillir la parole et la transmettre",
                "2019-01-15",
                "2019-03-15",
                ("place", "climat"),
                44,
                112,
                department="Direction de la citoyenneté",
                question="Quelle décision devrait être prise au plus près des habitants ?",
            ),
            Asked(
                "La place de la Gare",
                "Sept mille personnes la traversent chaque jour. Elles peuvent aussi s’y arrêter.",
                "Choisir entre trois aménagements",
                "2019-09-09",
                "2019-12-06",
                ("place", "velo"),
                42,
                96,
                department="Urbanisme et aménagement",
                sector=6,
                workshops=2,
                restitution="L’aménagement B est retenu : une place sans parking, un abri fermé pour 180 vélos.",
            ),
            Asked(
                "Après l’épreuve : ce qui compte",
                "Ce que cette année nous a appris, et ce qu’on veut garder.",
                "Nourrir le plan de solidarité",
                "2020-09-14",
                "2020-11-27",
                ("budget", "culture"),
                30,
                60,
                department="Solidarités",
            ),
            Asked(
                "Budget participatif : 300 000 €",
                "Vos idées, étudiées par les services, puis votées.",
                "Répartir 300 000 € entre les projets des habitants",
                "2022-02-01",
                "2022-05-31",
                ("budget", "parc"),
                52,
                120,
                kind="participatory_budget",
                restitution="Quatorze projets réalisés sur seize. Le piano de la gare a été accordé onze fois.",
            ),
            Asked(
                "Une ville qui supporte l’été",
                "Canicules, arbres, eau : le plan climat se discute rue par rue.",
                "Choisir les cinquante actions du plan climat",
                "2023-04-03",
                "2023-07-07",
                ("climat",),
                48,
                118,
                kind="workshop_series",
                department="Transition écologique",
                workshops=3,
                restitution="Le plan climat compte cinquante actions, dont 19 nées ici. Trois refuges frais ont ouvert dès l’été.",
            ),
            HALLES,
            BERGES,
            CANTINES,
        ],
    ),
    DemoCity(
        "Port-Lanvaux",
        "port-lanvaux.localhost",
        32_400,
        "56991",
        "215600990",
        160,
        {
            "theme_colour": "#E8B400",
            "tagline": "La ville se décide avec celles et ceux qui y vivent.",
            "address": "Maison du port\n3, quai des Indes\ndu lundi au vendredi, 9 h à 17 h",
            "phone": "02 99 00 45 67",
            "contact_email": "participer@port-lanvaux.example",
            "publisher": "Le maire de Port-Lanvaux",
            "outline": drawing(
                [4, 3, 7, 8, 9, 6],
                _LANVAUX_NAMES,
                lambda p: (600 - p[0], p[1] * 0.8),
                water=False,
                at=(47.66, -3.02),
            ),
        },
        _LANVAUX_NAMES,
        [
            Asked(
                "Le front de mer sans voitures ?",
                "Un été d’essai, puis on décide.",
                "Décider de la circulation sur le front de mer",
                "2024-05-13",
                "2024-09-20",
                ("place", "velo"),
                26,
                60,
                department="Voirie et mobilités",
                restitution="L’essai devient la règle du 1er juin au 15 septembre.",
            ),
            Asked(
                "La criée : quel avenir ?",
                "Le bâtiment se libère. Halle, musée, ateliers, ou tout à la fois ?",
                "Choisir l’usage de la criée",
                "-30",
                "+26",
                ("culture", "place"),
                24,
                58,
                state="open",
                department="Patrimoine",
                sector=2,
                workshops=1,
                meetings_ahead=1,
                question="Faut-il garder une activité de pêche dans la criée ?",
            ),
            Asked(
                "Des cours d’école à l’ombre",
                "Six cours à refaire en trois ans.",
                "Dessiner les cours avec les enfants",
                "-80",
                "-12",
                ("ecole", "climat"),
                18,
                34,
                state="closed",
                department="Éducation",
            ),
        ],
        {"directrice": "Anne-Lise Kermadec", "plateforme": "Yann Postic"},
    ),
    DemoCity(
        "Saint-Aubin-les-Vignes",
        "saint-aubin.localhost",
        8_200,
        "71990",
        "217100999",
        46,
        {
            "theme_colour": "#7A2E3A",
            "tagline": "Huit mille habitants, autant d’avis.",
            "address": "Mairie\n1, place de l’Église",
            "phone": "03 99 00 78 90",
            "contact_email": "mairie@saint-aubin.example",
            "publisher": "La maire de Saint-Aubin-les-Vignes",
            "outline": drawing(
                [1, 2, 7, 3], _AUBIN_NAMES, lambda p: (p[0] * 0.9, 460 - p[1]), water=False
            ),
        },
        _AUBIN_NAMES,
        [
            Asked(
                "La place de l’Église",
                "Un marché, des arbres, moins de voitures ?",
                "Refaire la place avec ceux qui y passent",
                "-14",
                "+40",
                ("place",),
                12,
                22,
                state="open",
                sector=1,
                meetings_ahead=1,
            ),
            Asked(
                "Un chemin pour aller à l’école à pied",
                "Tracer ensemble un parcours sûr.",
                "Choisir le tracé",
                "2025-02-03",
                "2025-04-11",
                ("velo", "ecole"),
                9,
                14,
                restitution="Le chemin passe derrière les jardins. Il a été ouvert en septembre.",
            ),
        ],
        {"directrice": "Jeanne Roche", "plateforme": "Mathieu Chalon"},
    ),
]
