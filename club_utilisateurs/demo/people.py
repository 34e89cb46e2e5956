"""Who is in the club: the people whom `agora demo` made in the twelve cities."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """One member: the city by its name, the address that gives the number, what is shown."""

    city: str
    email: str
    name: str
    title: str


_DOMAINS = {
    "Nanterre-sur-Fil": "nanterre",
    "Port-Lanvaux": "port-lanvaux",
    "Saint-Aubin-les-Vignes": "saint-aubin",
    "Castelmont": "castelmont",
    "Corvigny": "corvigny",
    "Rivefort": "rivefort",
    "Villeneuve-la-Tour": "villeneuve-la-tour",
    "Beaurivage": "beaurivage",
    "Montreval": "montreval",
    "Les Aulnes": "les-aulnes",
    "Saint-Florent-sur-Orve": "saint-florent",
    "Hautepierre": "hautepierre",
}
_WORDS = {
    "directrice": "responsable de la participation",
    "plateforme": "innovation, plateforme",
    "communication": "direction de la communication",
}
_WHO = {
    "claire": ("Nanterre-sur-Fil", "directrice", "Claire Vasseur"),
    "idriss": ("Nanterre-sur-Fil", "plateforme", "Idriss Belkacem"),
    "anne-lise": ("Port-Lanvaux", "directrice", "Anne-Lise Kermadec"),
    "yann": ("Port-Lanvaux", "plateforme", "Yann Postic"),
    "jeanne": ("Saint-Aubin-les-Vignes", "directrice", "Jeanne Roche"),
    "helene": ("Castelmont", "directrice", "Hélène Vasseur-Toma"),
    "rachid": ("Castelmont", "plateforme", "Rachid Amrani"),
    "bastien": ("Corvigny", "directrice", "Bastien Ferrol"),
    "lucie": ("Corvigny", "plateforme", "Lucie Maillard"),
    "solange": ("Rivefort", "directrice", "Solange Petit"),
    "fatoumata": ("Villeneuve-la-Tour", "directrice", "Fatoumata Sow"),
    "gregoire": ("Villeneuve-la-Tour", "plateforme", "Grégoire Lenoir"),
    "marc": ("Beaurivage", "directrice", "Marc-Antoine Sauveur"),
    "ines": ("Beaurivage", "plateforme", "Inès Benali"),
    "catherine": ("Montreval", "directrice", "Catherine Blanc-Gonnet"),
    "veronique": ("Les Aulnes", "directrice", "Véronique Dewaele"),
    "samir": ("Les Aulnes", "plateforme", "Samir Haddad"),
    "odile": ("Saint-Florent-sur-Orve", "directrice", "Odile Lecornu"),
    "elisabeth": ("Hautepierre", "directrice", "Élisabeth Kuntz"),
}
PEOPLE: dict[str, Person] = {
    key: Person(city, f"{word}@{_DOMAINS[city]}.example", name, _WORDS[word])
    for key, (city, word, name) in _WHO.items()
}
FACILITATOR = ("exploitation@agora.example", "Maud Exploitation", "animation du club")
