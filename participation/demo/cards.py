"""What each city of the demonstration wrote on its card in the users' club."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """A card: its sentence, the tools in use, whom to ask and about what."""

    presentation: str
    modules: tuple[str, ...] = ("proposals", "meetings")
    programmes: tuple[str, ...] = ()
    contact: tuple[str, str, str] | None = None
    answers: bool = True


CARDS = {
    "nanterre": Card(
        "Cinq personnes pour toutes les directions de l’hôtel de ville, une maison ouverte sur le quai, douze concertations depuis 2016. Nous cherchons comment mieux restituer.",
        ("proposals", "debates", "meetings"),
        ("Le parc des Berges", "Cantines : qu’est-ce qu’on mange demain ?"),
        ("Claire Vasseur", "responsable de la participation", "les ateliers dans les quartiers, la restitution personne par personne"),
    ),
    "port-lanvaux": Card(
        "Port de pêche devenu port de tout le monde. Deux agents, une élue très présente, et un front de mer qui nous a tout appris.",
        ("proposals", "debates", "meetings"),
        ("La criée : quel avenir ?",),
        ("Anne-Lise Kermadec", "responsable de la participation", "les essais grandeur nature, un été, puis une décision"),
    ),
    "saint-aubin": Card(
        "Huit mille habitants, une secrétaire de mairie, une règle : chaque avis reçoit une réponse signée.",
        contact=("Jeanne Roche", "responsable de la participation", "participer dans une petite ville, sans service dédié"),
    ),
    "castelmont": Card(
        "Trois budgets participatifs, dont deux dans les écoles. Nous publions aussi ce qui a raté.",
        ("proposals", "debates", "meetings"),
        ("Budget participatif des écoles, troisième édition",),
        ("Hélène Vasseur-Toma", "responsable de la participation", "faire voter les enfants, compter des bulletins en papier"),
    ),
    "corvigny": Card(
        "La restitution en deux temps vient d’ici : d’abord ce qu’on a entendu, puis ce qu’on a décidé.",
        ("proposals", "meetings"),
        contact=("Bastien Ferrol", "responsable de la participation", "annoncer une restitution quand rien n’est décidé"),
    ),
    "rivefort": Card(
        "Une commune littorale de douze mille habitants qui en compte quarante l’été.",
        contact=("Solange Petit", "responsable de la participation", "concerter avec celles et ceux qui ne sont là que l’été"),
    ),
    "villeneuve-la-tour": Card(
        "Un quartier de tours, quatre langues, des médiateurs formés et payés. Nous cherchons un atelier sur la synthèse.",
        ("proposals", "debates", "meetings"),
        contact=("Fatoumata Sow", "responsable de la participation", "traduire, aller vers, payer les médiateurs"),
    ),
    "beaurivage": Card(
        "Balades de nuit, cartes annotées, décisions rue par rue : nous aimons ce qui se fait à pied.",
        ("proposals", "meetings"),
        contact=("Inès Benali", "innovation, plateforme", "les balades de nuit, l’éclairage public"),
    ),
    "montreval": Card(
        "Premier budget participatif en 2027. Nous apprenons, et nous posons beaucoup de questions.",
        answers=False,
    ),
    "les-aulnes": Card(
        "Ville minière, tables de six, un rapporteur par table : nos réunions publiques ne ressemblent plus à des tribunes.",
        ("proposals", "debates", "meetings"),
        contact=("Véronique Dewaele", "responsable de la participation", "apaiser une réunion publique"),
    ),
    "saint-florent": Card(
        "Le café d’abord, la carte ensuite, jamais plus de trois questions.",
        ("meetings",),
        contact=("Odile Lecornu", "responsable de la participation", "les ateliers d’une heure"),
    ),
    "hautepierre": Card(
        "Cent trois mille habitants, deux langues, une synthèse relue par trois habitants tirés au sort.",
        ("proposals", "debates", "meetings"),
        contact=("Élisabeth Kuntz", "responsable de la participation", "la synthèse relue par les habitants"),
    ),
}  # fmt: skip
