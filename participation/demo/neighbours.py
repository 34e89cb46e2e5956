"""The other cities of the users' club: small, each with what it wrote on its card."""

from __future__ import annotations

from participation.demo.cities import Asked, DemoCity

NAMES = {
    "castelmont": ("Hélène Vasseur-Toma", "Rachid Amrani"),
    "corvigny": ("Bastien Ferrol", "Lucie Maillard"),
    "rivefort": ("Solange Petit", "Kévin Rousseau"),
    "villeneuve-la-tour": ("Fatoumata Sow", "Grégoire Lenoir"),
    "beaurivage": ("Marc-Antoine Sauveur", "Inès Benali"),
    "montreval": ("Catherine Blanc-Gonnet", "Théo Arnaud"),
    "les-aulnes": ("Véronique Dewaele", "Samir Haddad"),
    "saint-florent": ("Odile Lecornu", "Paul Marie"),
    "hautepierre": ("Élisabeth Kuntz", "Dominique Schmitt"),
}


def _city(
    name: str, word: str, population: int, insee: str, siren: str, colour: str, *asked: Asked
) -> DemoCity:
    identity = {
        "theme_colour": colour,
        "tagline": "Ce que vous en pensez compte.",
        "address": "Mairie\n1, place de la République",
        "phone": f"0{1 + int(insee) % 5} 99 00 {int(insee) % 90 + 10} {population % 90 + 10}",
        "contact_email": f"participation@{word}.example",
        "publisher": f"Le maire de {name}",
    }
    return DemoCity(
        name, f"{word}.localhost", population, insee, siren, 24 if asked else 4, identity,
        ["Le Centre", "Les Faubourgs", "La Plaine"], list(asked),
        dict(zip(("directrice", "plateforme"), NAMES[word], strict=True)),
    )  # fmt: skip


_ECOLES = Asked(
    "Budget participatif des écoles",
    "Trente mille euros, neuf écoles, des bulletins papier dans chaque classe.",
    "Laisser les enfants décider d’un projet par école",
    "2025-09-08",
    "2026-01-16",
    ("ecole", "jeunesse"),
    31,
    40,
    kind="participatory_budget",
    department="Éducation",
    restitution="Sept projets sur neuf sont livrés. Le terrain de billes de l’école Jean-Macé a été inauguré par le maire, qui a perdu.",
)
_DEUX_TEMPS = Asked(
    "La halle aux grains, et après ?",
    "Une grande halle vide au milieu du marché : trois mois pour dire ce qu’on y fait.",
    "Écrire le programme de la halle avec celles et ceux du marché",
    "2025-10-06",
    "2026-01-30",
    ("place", "culture"),
    28,
    44,
    department="Urbanisme et aménagement",
    restitution="Nous avons d’abord publié ce que nous avions entendu, puis, en mars, ce que le conseil a décidé : une halle gourmande, et la salle du haut aux associations.",
)
_NUIT = Asked(
    "La ville la nuit",
    "Éteindre, réduire, garder la lumière : rue par rue, avec une carte et des balades de nuit.",
    "Régler l’éclairage public avec les riverains",
    "2025-02-03",
    "2025-05-16",
    ("climat",),
    22,
    30,
    kind="workshop_series",
    department="Transition écologique",
    restitution="Soixante et une rues s’éteignent de minuit à cinq heures. Quatre ont été rallumées après six mois.",
)
_CIMETIERE = Asked(
    "Le chemin des écoliers",
    "Sept cents mètres à pied, sûrs, du bourg à l’école.",
    "Choisir le tracé et le nom du chemin",
    "2025-03-03",
    "2025-06-06",
    ("velo", "ecole"),
    14,
    16,
    department="Secrétariat général",
    restitution="Le chemin passe derrière les jardins. Les enfants l’ont nommé « la Coulée des cartables ».",
)

NEIGHBOURS = [
    _city("Castelmont", "castelmont", 71_000, "31990", "213100001", "#8A4B16", _ECOLES),
    _city("Corvigny", "corvigny", 34_600, "21990", "212100002", "#1F5F8B", _DEUX_TEMPS),
    _city("Rivefort", "rivefort", 12_300, "17990", "211700000", "#5B6B1E", _CIMETIERE),
    _city("Villeneuve-la-Tour", "villeneuve-la-tour", 88_000, "69990", "216900001", "#6A2C70"),
    _city("Beaurivage", "beaurivage", 62_000, "13990", "211300009", "#0F766E", _NUIT),
    _city("Montreval", "montreval", 24_000, "38990", "213800006", "#B03A2E"),
    _city("Les Aulnes", "les-aulnes", 41_000, "59990", "215900002", "#2E5E3E"),
    _city("Saint-Florent-sur-Orve", "saint-florent", 5_400, "50990", "215000001", "#34495E"),
    _city("Hautepierre", "hautepierre", 103_000, "67990", "216700005", "#7D3C98"),
]
PLACES: dict[str, tuple[float, float]] = {
    "nanterre": (48.91, 2.17),
    "port-lanvaux": (47.66, -3.02),
    "saint-aubin": (46.61, 4.72),
    "castelmont": (43.49, 1.32),
    "corvigny": (47.34, 4.86),
    "rivefort": (45.96, -0.94),
    "villeneuve-la-tour": (45.78, 4.92),
    "beaurivage": (43.42, 5.24),
    "montreval": (45.32, 5.61),
    "les-aulnes": (50.47, 3.18),
    "saint-florent": (48.97, -1.29),
    "hautepierre": (48.62, 7.66),
}
"""Latitude and longitude, as each city wrote them on its card."""
