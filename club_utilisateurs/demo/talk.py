"""What was said in the club: shelves, topics, answers. Days are counted back from today."""

from __future__ import annotations

from dataclasses import dataclass, field

CATEGORIES = (
    ("restitution", "Restitution", "Rendre compte, à temps, à chacune et chacun."),
    ("budget-participatif", "Budget participatif", "Règles, vote, suivi des projets."),
    ("mobiliser", "Mobiliser", "Aller chercher celles et ceux qu’on n’entend pas."),
    ("ateliers", "Ateliers et réunions", "Préparer, animer, noter."),
    ("moderation", "Modération et charte", "Ce qu’on garde, ce qu’on masque, ce qu’on explique."),
    ("outil", "L’outil", "Se servir d’Agora, proposer des évolutions."),
)


@dataclass(frozen=True)
class Said:
    """One post: who (a key of PEOPLE, or "maud"), how many days ago, the words, who thanked."""

    who: str
    ago: float
    body: str
    thanks: tuple[str, ...] = ()
    accepted: bool = False


@dataclass(frozen=True)
class Told:
    """One topic and its posts."""

    title: str
    category: str
    posts: tuple[Said, ...]
    kind: str = "question"
    tags: tuple[str, ...] = field(default=())
    asked: str = ""


TOPICS = (
    Told(
        "Comment annoncer une restitution quand rien n’est encore décidé ?",
        "restitution",
        (
            Said(
                "claire", 49.4,
                "Nous avons 143 contributions sur la halle du marché et une promesse de réponse pour le 6. Les élus veulent attendre le budget. J’ai peur qu’une page « on vous tient au courant » fasse pire que rien.\n\nComment faites-vous, vous ?",
                ("anne-lise", "bastien", "helene", "marc", "veronique", "jeanne", "solange", "odile", "elisabeth", "fatoumata", "catherine"),
            ),
            Said(
                "bastien", 49.1,
                "Nous séparons les deux. À la date promise, nous publions ce que nous avons entendu, complet, avec les citations. Puis une seule phrase : « la ville décide le 14 décembre ».\n\nSur trois fois, aucun reproche. Les gens n’attendent pas un oui, ils attendent d’avoir été lus. Notre page type est dans la bibliothèque : « Restitution en deux temps ».",
                ("claire", "idriss", "anne-lise", "helene", "marc", "veronique", "jeanne", "solange", "odile", "elisabeth", "fatoumata", "catherine", "samir", "ines"),
                accepted=True,
            ),
            Said(
                "anne-lise", 48.3,
                "Pareil ici, avec une différence : chaque personne reçoit un message avec sa phrase, pas la synthèse. Taux d’ouverture 71 %, contre 34 % pour nos lettres.",
                ("claire", "bastien", "gregoire", "lucie"),
            ),
            Said("claire", 47.2, "C’est parti ce matin, en deux temps. @Corvigny, merci : j’ai repris votre page presque mot pour mot.", ("bastien", "lucie")),
        ),
        tags=("restitution", "élus"),
    ),
    Told(
        "Qui signe la synthèse, la ville ou l’animateur ?",
        "restitution",
        (
            Said("fatoumata", 120, "Notre direction de l’urbanisme veut signer la synthèse de la concertation sur les quais. Le cabinet qui a animé aussi. Et les habitants pensent que c’est nous qui écrivons.\n\nQui signe chez vous ?"),
            Said("helene", 119.5, "Deux dates, deux noms : la synthèse est signée par qui l’a écrite, la réponse par l’élue. On ne mélange plus.", ("fatoumata", "marc"), accepted=True),
            Said("elisabeth", 118, "Nous faisons relire par trois habitants tirés au sort parmi les contributeurs. Ils ne changent presque rien, mais le dire change tout."),
        ),
        tags=("synthèse",),
    ),
    Told(
        "Trente jours pour restituer, qui y arrive ?",
        "restitution",
        (
            Said("marc", 80, "La promesse par défaut est à trente jours. Nous l’avons tenue 4 fois sur 11. Le goulot : la validation par le cabinet. Vos chiffres, sans honte ?", ("claire", "solange")),
            Said("anne-lise", 79.6, "9 sur 11 depuis que la date est affichée sur la page publique. Avant : 3 sur 10. L’affichage a fait plus que toutes nos notes."),
            Said("solange", 79.1, "Petite ville, petit circuit : 5 sur 5. Je porte la feuille dans le bureau du maire."),
            Said("claire", 78.8, "7 sur 12. On demande maintenant la date au cabinet avant de publier la concertation, plus après.", ("marc",)),
        ),
        tags=("délais", "élus"),
    ),
    Told(
        "Bulletins papier au budget participatif : comment éviter la double saisie ?",
        "budget-participatif",
        (
            Said("idriss", 33, "Nous aurons neuf urnes dans les écoles et des bulletins papier. L’an passé, deux personnes ont ressaisi 1 900 bulletins pendant quatre jours. Une astuce ?"),
            Said("helene", 32.7, "Un bulletin = une feuille numérotée, une classe = un lot. Les animateurs saisissent le lot le jour même, au fur et à mesure : 40 secondes par bulletin, et on corrige tout de suite ce qui ne se lit pas. 2 310 bulletins l’an dernier, zéro soirée.", ("idriss", "samir", "gregoire"), accepted=True),
            Said("samir", 31.9, "On a fait pareil avec deux tablettes par école. Pensez aux chargeurs !", ("helene",)),
            Said("rachid", 31.2, "Le modèle de bulletin et la consigne aux animateurs sont dans notre modèle « Budget participatif des écoles » : servez-vous.", ("idriss", "samir")),
        ),
        tags=("vote", "écoles", "papier"),
    ),
    Told(
        "À partir de quel âge laisser voter ?",
        "budget-participatif",
        (
            Said("catherine", 21, "Le conseil hésite entre 11 et 16 ans. Des retours, juridiques ou pratiques ?", ("jeanne",)),
            Said("gregoire", 20.5, "Rien n’impose un âge : ce n’est pas une élection. Nous sommes à 11 ans, l’âge du collège. 14 % des votes viennent des moins de 18 ans."),
            Said("helene", 20.2, "Dans les écoles, dès le CP, avec des pictogrammes. Ce sont eux qui ont amené les parents."),
        ),
        tags=("vote", "jeunesse"),
    ),
    Told(
        "Une idée lauréate impossible à réaliser : que dit-on ?",
        "budget-participatif",
        (
            Said("veronique", 64, "Le skatepark arrivé troisième tombe sur un terrain pollué. Six mois de silence, et le collectif s’énerve, à raison."),
            Said("claire", 63.7, "Réunion avec le collectif dans la semaine, rapport du laboratoire publié en entier, et deux terrains au choix. L’erreur est le silence, pas la pollution.", ("veronique", "bastien", "anne-lise"), accepted=True),
            Said("veronique", 1.2, "Suite et fin : le collectif a choisi le terrain de la gare, hier soir, à l’unanimité. Nous avons publié le rapport en entier, comme vous. Merci."),
        ),
        tags=("suivi",),
    ),
    Told(
        "Toucher les 18–25 ans sans passer par les réseaux sociaux",
        "mobiliser",
        (
            Said("elisabeth", 14, "Nos contributeurs ont 54 ans en moyenne. Les campagnes sur les réseaux nous coûtent cher et ramènent des clics, pas des idées. Qu’est-ce qui a marché chez vous, hors écran ?"),
            Said("gregoire", 13.6, "La mission locale et le CFA : vingt minutes au début d’un cours, un atelier, trois questions. 61 contributions en une semaine, saisies sur place par les jeunes eux-mêmes.", ("elisabeth", "claire", "ines")),
            Said("ines", 13.1, "Le dernier train. On a distribué des cartes « une idée avant d’arriver » à la gare, de 22 h à minuit, trois vendredis. 38 idées, et la moitié avait moins de 25 ans.", ("elisabeth", "gregoire", "anne-lise", "samir")),
        ),
        tags=("jeunesse", "terrain"),
    ),
    Told(
        "Traduire les concertations dans un quartier où l’on parle quatre langues",
        "mobiliser",
        (
            Said("idriss", 9, "La lettre aux familles part en quatre langues, mais la page, elle, reste en français. Comment faites-vous pour la traduction, et surtout pour lire ce qui revient ?"),
            Said("fatoumata", 8.4, "Des médiateurs, payés, qui traduisent dans les deux sens en atelier. La note de l’atelier est en français, signée par l’atelier. Machine : seulement pour les affiches, relue."),
        ),
        tags=("langues", "terrain"),
    ),
    Told(
        "Votre trame d’atelier d’une heure ?",
        "ateliers",
        (
            Said("solange", 40, "Je cherche une trame courte pour des gens qui n’ont jamais participé. Une heure, quinze personnes, une salle sans vidéoprojecteur."),
            Said("marc", 39.8, "10 minutes pour se présenter en disant d’où l’on voit le lieu, 20 minutes en trios sur une carte, 15 pour coller et regrouper, 15 pour choisir trois idées à voix haute. La fiche atelier de l’outil se remplit pendant les trios.", ("solange", "jeanne", "odile"), accepted=True),
            Said("odile", 39, "Chez nous (5 400 habitants), le café d’abord, la carte ensuite. Et jamais plus de trois questions."),
            Said("yann", 38.5, "Petit plus : nous laissons la carte affichée à l’accueil une semaine. Un tiers des notes arrive après l’atelier."),
        ),
        tags=("atelier",),
    ),
    Told(
        "Réunion publique qui tourne mal : vos règles",
        "ateliers",
        (
            Said("jeanne", 18, "La réunion sur la place de l’Église a été confisquée par quatre personnes. J’ai 22 avis en ligne, et une salle qui se souvient seulement des cris. Que faites-vous la fois suivante ?", ("solange",)),
            Said("veronique", 17.8, "Plus de tribune ni de micro qui tourne : des tables de six, une question, un rapporteur. Les quatre sont venus, chacun à une table différente.", ("jeanne", "claire", "marc", "catherine"), accepted=True),
        ),
        tags=("réunion",),
    ),
    Told(
        "Masquer ou répondre ? Un commentaire faux mais poli",
        "moderation",
        (
            Said("samir", 27, "Quelqu’un affirme partout que la piscine va fermer. C’est faux, c’est poli, c’est soutenu 48 fois. La charte ne permet pas de le masquer."),
            Said("claire", 26.6, "On ne masque pas : on répond, en premier, avec la source, et l’élue signe. La réponse a été soutenue 60 fois. Le commentaire est devenu la meilleure occasion de le dire.", ("samir", "lucie", "yann"), accepted=True),
        ),
        tags=("charte",),
    ),
    Told(
        "Écrire la charte avec les habitants",
        "moderation",
        (
            Said("lucie", 56, "Nous refaisons notre charte. L’atelier a proposé un article « on peut changer d’avis ». Il est adopté, je vous le recommande.", ("claire", "helene", "odile")),
        ),
        kind="idea",
        tags=("charte",),
    ),
    Told(
        "Voir d’un coup d’œil les concertations sans animation prévue",
        "outil",
        (
            Said("gregoire", 11, "Aujourd’hui il faut ouvrir chaque concertation pour voir si un temps d’animation est prévu à chaque étape. Une pastille dans la liste suffirait.", ("idriss", "ines", "bastien")),
            Said("maud", 10.2, "Bonne idée, et peu de travail. Je la porte à la réunion de décembre. Si d’autres villes la veulent, dites-le ici."),
        ),
        kind="idea",
        tags=("évolution",),
    ),
    Told(
        "Rencontre du club le 15 janvier, à Corvigny",
        "outil",
        (
            Said("maud", 6, "La prochaine rencontre a lieu le vendredi 15 janvier, de 10 h à 16 h, à la halle de Corvigny (à sept minutes à pied de la gare). Au programme : la restitution en deux temps, le vote dans les écoles, et vos questions.\n\nRépondez ici pour proposer un sujet.", ("bastien", "claire", "helene", "jeanne")),
            Said("bastien", 5.5, "Nous vous attendons. La halle a un poêle, mais venez couverts !", ("maud", "claire")),
        ),
        kind="news",
        tags=("rencontre",),
    ),
    Told(
        "Éteindre l’éclairage la nuit : comment avez-vous mené la concertation ?",
        "mobiliser",
        (
            Said("catherine", 3, "Vous avez fait des balades de nuit avant de décider. Combien de personnes, quelle organisation, et qu’avez-vous fait des rues où les gens ont eu peur ?"),
            Said("ines", 2.4, "Quatre balades, 20 à 35 personnes chacune, avec une carte à annoter. Les rues citées trois fois pour la peur sont restées allumées. Notre fiche d’expérience donne les chiffres, et le modèle est dans la bibliothèque.", ("catherine",)),
        ),
        tags=("nuit", "balade"),
        asked="Beaurivage",
    ),
    Told(
        "Vos ateliers de quartier : combien de temps entre l’atelier et la note en ligne ?",
        "ateliers",
        (
            Said("elisabeth", 1.6, "Vous publiez la note de chaque atelier le lendemain, dit votre fiche. Qui la saisit, et comment tenez-vous ce rythme avec trois ateliers par concertation ?"),
        ),
        tags=("atelier",),
        asked="Nanterre-sur-Fil",
    ),
    Told(
        "Budget participatif dans les petites villes : à partir de quelle somme ?",
        "budget-participatif",
        (
            Said("jeanne", 0.6, "Le conseil m’a demandé une note pour lundi. Avec 8 200 habitants, est-ce que 20 000 euros suffisent pour que cela ait du sens ?"),
        ),
        tags=("vote", "petites villes"),
    ),
)  # fmt: skip
