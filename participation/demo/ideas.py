"""What invented residents propose, by subject: (title, text); {l} is a place of the city."""

PARC = [
    (
        "Des bancs avec dossier {l}",
        "Pour les personnes qui marchent avec une canne, le tour est trop long. Un banc avec dossier et accoudoirs, à l’ombre, tous les cent mètres.",
    ),
    (
        "Garder les vieux platanes, tous",
        "Ils ont plus de quatre-vingt-dix ans et donnent la seule ombre à midi. Je propose qu’on n’en coupe aucun pour élargir l’allée.\n\nS’il faut quatre mètres pour les pompiers, prenons-les sur la pelouse, de l’autre côté.",
    ),
    (
        "Une fontaine à boire {l}",
        "L’été, on repart du parc parce qu’on a soif. Une fontaine simple, avec un robinet bas pour les enfants et les chiens.",
    ),
    (
        "Un kiosque à soupe au bord de l’eau",
        "Un lieu simple, tenu par une association, ouvert aussi en hiver. Des tables autour, un toit, un prix libre le mercredi.",
    ),
    (
        "Éclairer le chemin {l}, mais doucement",
        "Le soir on n’y voit rien, alors on fait le tour par la route. Une lumière basse, orangée, qui s’éteint quand il n’y a personne : les chauves-souris y tiennent aussi.",
    ),
    (
        "Une aire de jeux pour les grands",
        "Après dix ans il n’y a plus rien. Des barres, un mur d’escalade bas, une table de tennis. Ma fille de treize ans a dessiné le plan, elle peut venir l’expliquer.",
    ),
    (
        "Des toilettes propres et ouvertes {l}",
        "Sans toilettes, on ne reste pas deux heures avec des petits. Ouvertes de 8 h à 20 h, accessibles en fauteuil, avec une table à langer pour les pères aussi.",
    ),
    (
        "Laisser un coin de prairie pousser",
        "Tondre deux fois par an au lieu de quinze. On a compté vingt-deux papillons dans le coin oublié derrière le hangar.",
    ),
    (
        "Un ponton pour pêcher et regarder",
        "Assez large pour un fauteuil. On viendrait avec le club des retraités le jeudi, et les enfants apprendraient les poissons.",
    ),
    (
        "Des chaises qu’on déplace",
        "Des chaises légères que chacun met à l’ombre ou au soleil. À la médiathèque, en trois ans, on n’en a perdu que deux.",
    ),
    (
        "Un jardin partagé {l}",
        "Il y a une bande de terre qui ne sert à rien. Nous sommes déjà onze familles, on demande juste l’eau et une clôture basse.",
    ),
    (
        "Fermer le quai aux voitures le dimanche",
        "Le dimanche, on se gare jusque sur la pelouse. Si le quai est fermé, on gagne deux cents mètres de bord de l’eau pour s’asseoir.",
    ),
]
ECOLE = [
    (
        "Une cantine qui cuisine sur place",
        "Les repas arrivent tièdes dans des barquettes. L’école des Carrières a encore sa cuisine : commençons par elle, et voyons ce que les enfants laissent dans l’assiette.",
    ),
    (
        "Deux menus sans viande par semaine",
        "Pas un menu triste : des lasagnes, un couscous de légumes, des lentilles au curry. Les parents pourraient goûter avant.",
    ),
    (
        "Peser ce qui est jeté, et l’afficher",
        "À Mont-Ajoux les CM2 ont pesé pendant un mois : 118 grammes par enfant et par repas. Depuis qu’on l’affiche, c’est 74.",
    ),
    (
        "Des tables plus petites et moins de bruit",
        "À quatre-vingts dans une salle qui résonne, on mange vite pour sortir. Des panneaux au plafond coûtent moins cher qu’on ne croit.",
    ),
    (
        "Un potager dans chaque école",
        "Le nôtre tient dans quatre bacs {l}. Les enfants mangent les radis qu’ils ont semés, même ceux qui n’aimaient pas les radis.",
    ),
    (
        "Le temps de manger : quarante minutes",
        "Le deuxième service a vingt-cinq minutes montre en main. Les petits n’ont pas fini quand on leur retire l’assiette.",
    ),
    (
        "Du pain frais et un seul dessert par jour",
        "Le pain de la veille finit à la poubelle. Le boulanger du quartier livre déjà la crèche, il passerait devant l’école.",
    ),
    (
        "Une cour avec des arbres, pas du goudron",
        "En juin il faisait 51 degrés au sol {l}, mesuré avec les élèves. Enlevons la moitié du bitume et plantons.",
    ),
    (
        "Un pédibus avec les grands-parents",
        "Trois lignes, trois gilets jaunes, vingt enfants. On l’a essayé une semaine, on était à l’heure tous les jours.",
    ),
    (
        "Que les enfants choisissent un menu par mois",
        "Un vote en classe, puis on mange le menu gagnant. Ils apprennent à choisir, et à perdre.",
    ),
]
VELO = [
    (
        "Une piste séparée {l}",
        "Avec mon fils à l’arrière, je roule sur le trottoir et les piétons ont raison de râler. Il suffit d’une bordure.",
    ),
    (
        "Des arceaux devant les écoles et les commerces",
        "Je fais le tour du pâté de maisons pour attacher mon vélo à un poteau. Dix arceaux valent une place de voiture.",
    ),
    (
        "Un double sens cyclable {l}",
        "Tout le monde le fait déjà. Autant le marquer au sol, pour que les voitures s’y attendent.",
    ),
    (
        "Un atelier de réparation ouvert le samedi",
        "On a les outils, il manque un local de vingt mètres carrés. On y apprendrait à réparer plutôt qu’à jeter.",
    ),
    (
        "Trente kilomètres-heure dans tout le quartier",
        "Ma rue sert de raccourci. Le matin les voitures passent à soixante devant la crèche.",
    ),
    (
        "Un feu plus long pour traverser {l}",
        "Onze secondes : je n’arrive jamais de l’autre côté avant le rouge. J’ai quatre-vingt-un ans et une canne, je ne courrai pas plus vite.",
    ),
    (
        "Un abri fermé pour les vélos à la gare",
        "On m’en a volé deux. Un abri avec un badge, comme à la ville d’à côté, et je laisse la voiture chez moi.",
    ),
    (
        "Le bus jusqu’à minuit le vendredi",
        "Le dernier part à 21 h 10. Pour rentrer du cinéma il reste l’auto, ou la marche.",
    ),
    (
        "Des trottoirs sans poubelles ni trottinettes",
        "En fauteuil je descends sur la route quatre fois pour aller chercher le pain {l}. Je peux montrer le chemin à qui veut.",
    ),
    (
        "Un plan des temps de marche",
        "De la gare au marché : sept minutes. Personne ne le sait, alors on prend la voiture. Un panneau suffit.",
    ),
]
PLACE = [
    (
        "Un marché le samedi matin {l}",
        "Le marché du mercredi est pour ceux qui ne travaillent pas. Le samedi, tout le quartier se croiserait.",
    ),
    (
        "Une halle couverte mais ouverte",
        "Un toit, pas de murs : un marché le matin, un bal le soir, de l’ombre le reste du temps.",
    ),
    (
        "Des loyers modérés pour les artisans",
        "La cordonnerie a fermé, l’agence bancaire aussi. Que la ville garde trois boutiques et choisisse qui s’y installe.",
    ),
    (
        "Une vraie place, sans parking {l}",
        "On peut se garer à trois minutes. Une place où rien n’est prévu, c’est là que tout se passe.",
    ),
    (
        "Garder la boulangerie et la mercerie",
        "Tout le monde y passe, on s’y parle. Si la rue est en travaux un an, il faudra les aider.",
    ),
    (
        "Un café associatif avec une salle",
        "Un endroit pour se réunir qui ne soit ni la mairie ni le salon de quelqu’un. Nous sommes six associations prêtes à le tenir.",
    ),
    (
        "De l’ombre pour attendre le bus {l}",
        "En juillet on attend derrière le poteau, en file, à l’ombre du poteau. C’est drôle une fois.",
    ),
    (
        "Un mur pour les affiches libres",
        "Les lotos, les chats perdus, les concerts : on ne sait plus où les mettre. Un mur, entretenu, gratuit.",
    ),
    (
        "Un écrivain public une fois par semaine",
        "Beaucoup de gens renoncent à leurs droits devant un formulaire. Une table et deux chaises suffisent.",
    ),
    (
        "Que la place porte le nom d’une femme",
        "Sur cent quarante rues, neuf. Les élèves du collège ont proposé trois noms, avec leur histoire.",
    ),
]
CULTURE = [
    (
        "Ouvrir la médiathèque le dimanche",
        "C’est le seul jour où l’on peut venir à trois générations. Même fermée le lundi.",
    ),
    (
        "Une salle pour répéter, insonorisée",
        "Il y a onze groupes au lycée et une seule cave. On peut participer aux travaux.",
    ),
    (
        "Des livres dans toutes les langues du quartier",
        "On parle vingt-trois langues {l}. Ma mère n’a jamais trouvé un roman dans la sienne.",
    ),
    (
        "Un cinéma en plein air, une fois par mois",
        "Le mur du gymnase est blanc et large. On apporte sa chaise et sa couverture.",
    ),
    (
        "Prêter aussi des outils",
        "Une perceuse sert douze minutes dans sa vie. La bibliothèque prête des livres, elle peut prêter une perceuse.",
    ),
    (
        "Un coin où l’on a le droit de parler",
        "Le silence c’est bien, mais les adolescents restent dehors. Une salle vitrée où l’on peut travailler à plusieurs.",
    ),
    (
        "La mémoire des usines, racontée par ceux qui y étaient",
        "Mon père a travaillé trente ans à la Filature. Il reste peut-être quarante personnes pour le raconter, il faut le faire maintenant.",
    ),
    (
        "Un orchestre d’enfants {l}",
        "Pas de conservatoire, pas de solfège d’abord : des instruments prêtés et un concert à la fin de l’année.",
    ),
]
JEUNESSE = [
    (
        "Un lieu ouvert jusqu’à 22 heures",
        "À 18 h tout ferme et on reste dans la cage d’escalier. On veut un endroit avec des prises, des tables et un adulte qu’on connaît.",
    ),
    (
        "Un conseil des jeunes avec un vrai budget",
        "Dix mille euros, et on décide. Si on se trompe, on l’expliquera nous-mêmes.",
    ),
    (
        "De l’aide pour le permis contre du bénévolat",
        "Soixante heures aux Restos ou à la maison de retraite, et la ville paie la moitié du code.",
    ),
    (
        "Des stages de troisième pour tout le monde",
        "Ceux dont les parents ont un réseau trouvent. Les autres font le leur à la pizzeria. Que la ville ouvre cent stages.",
    ),
    (
        "Un terrain de sport éclairé {l}",
        "On joue à la lampe des téléphones. Deux projecteurs jusqu’à 21 h, et on range.",
    ),
    (
        "Quelqu’un à qui parler, sans rendez-vous",
        "La psychologue du lycée a six semaines d’attente. Un mercredi après-midi par semaine, une porte ouverte.",
    ),
    ("Un concert par trimestre choisi par nous", "Pas ce que les adultes croient qu’on écoute."),
    (
        "Apprendre à nager avant la sixième",
        "Dans ma classe, neuf ne savaient pas. La piscine est fermée l’été pour travaux depuis trois ans.",
    ),
]
CLIMAT = [
    (
        "Planter mille arbres, mais pas n’importe où",
        "Là où il fait le plus chaud : {l}, le parking du gymnase, les cours d’école. Il existe une carte des températures, servons-nous-en.",
    ),
    (
        "Récupérer l’eau des toits publics",
        "Le gymnase a deux mille mètres carrés de toit. On arrose les massifs avec de l’eau potable.",
    ),
    (
        "Des composteurs au pied des immeubles",
        "Le nôtre marche depuis deux ans {l}. Il faut un référent, un broyeur, et quelqu’un qui répond au téléphone.",
    ),
    (
        "Éteindre les vitrines la nuit",
        "C’est déjà la loi. Une lettre aimable de la mairie suffirait.",
    ),
    (
        "Aider à isoler les copropriétés",
        "Seul, personne ne comprend les aides. Un conseiller une journée par semaine, et les voisins s’y mettent à plusieurs.",
    ),
    (
        "Un refuge frais dans chaque quartier",
        "Pendant la canicule ma voisine a passé trois jours dans son couloir. L’église et la médiathèque sont fraîches : ouvrons-les.",
    ),
    (
        "Rouvrir le ruisseau {l}",
        "Il passe sous la route dans un tuyau. À l’air libre, il ferait un parc de huit cents mètres de long.",
    ),
    (
        "Des murs pour les martinets",
        "Vingt nichoirs dans les façades qu’on ravale. Ils mangent les moustiques et ne demandent rien.",
    ),
    (
        "Une ressourcerie à côté de la déchetterie",
        "La moitié de ce qu’on y jette marche encore. L’association est prête, il manque le hangar.",
    ),
]
BUDGET = [
    (
        "Une table de pique-nique où tient un fauteuil",
        "On voudrait une table où notre copain en fauteuil peut se mettre au bout, pas sur le côté. Avec un damier dessus.",
    ),
    (
        "Repeindre le passage souterrain {l}",
        "Avec les élèves du lycée et une vraie lumière. Aujourd’hui on court pour le traverser.",
    ),
    (
        "Une boîte à dons couverte",
        "Elle existe sans toit, et tout est mouillé. Le menuisier de la rue l’a chiffrée à 1 900 euros.",
    ),
    (
        "Des jeux d’eau pour l’été {l}",
        "Sans bassin, sans surveillance : de l’eau qui sort du sol quand on appuie. Ça coûte moins qu’une piscine et tout le monde y va.",
    ),
    (
        "Un défibrillateur au stade",
        "Le plus proche est à la mairie, fermée le dimanche, le jour des matchs.",
    ),
    (
        "Un piano dans le hall de la gare",
        "Attaché, accordé deux fois par an. Les gens s’arrêtent, se parlent, ratent leur train.",
    ),
    (
        "Une rampe pour descendre au bord de l’eau",
        "Il y a onze marches. Onze, c’est assez pour que la moitié des gens restent en haut.",
    ),
    (
        "Des casiers pour les personnes sans abri",
        "Vingt casiers, une clef, une association qui s’en occupe. Cela change tout de ne pas porter sa vie.",
    ),
    (
        "Une serre pour les écoles {l}",
        "Nour et Émile, CM2 : on a déjà les graines, la maîtresse est d’accord et le papi d’Émile sait la monter.",
    ),
]
SUBJECTS = {
    "parc": PARC, "ecole": ECOLE, "velo": VELO, "place": PLACE, "culture": CULTURE,
    "jeunesse": JEUNESSE, "climat": CLIMAT, "budget": BUDGET,
}  # fmt: skip
PLACES = [
    "rue des Lavandières", "quai du Lavoir", "place du Marché-Couvert", "devant l’école Pablo-Neruda",
    "avenue de la Filature", "au pied des tours", "derrière la gare", "allée des Tilleuls",
    "au bord du canal", "square Louise-Michel", "rue du Puits", "devant la mairie annexe",
    "boulevard des Carrières", "passage des Tanneurs", "au Vieux-Bourg", "sur la passerelle",
    "rue Jean-Moulin", "devant le gymnase", "au carrefour des Quatre-Vents", "place des Fêtes",
    "chemin de Halage", "rue de l’Écluse", "cité des Roses", "devant le collège Aimé-Césaire",
]  # fmt: skip
