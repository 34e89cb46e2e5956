"""The texts a new city starts with: read from `texts/`, ready to be changed."""

from dataclasses import dataclass
from pathlib import Path

from participation.pages.models import PageKind
from participation.pages.richtext import clean

_FOLDER = Path(__file__).parent / "texts"

_PAGES = [
    ("charte", "Charte de la participation", PageKind.CHARTER, 0, "charte"),
    ("mentions-legales", "Mentions légales", PageKind.LEGAL, 0, "mentions-legales"),
    (
        "donnees-personnelles",
        "Vos données personnelles",
        PageKind.PRIVACY,
        0,
        "donnees-personnelles",
    ),
    ("accessibilite", "Accessibilité", PageKind.ACCESSIBILITY, 0, "accessibilite"),
    ("comment-participer", "Comment participer", PageKind.HELP, 1, "comment-participer"),
    ("comment-on-decide", "Comment on décide ici", PageKind.HELP, 2, "comment-on-decide"),
    ("pourquoi-concerter", "Se demander pourquoi", PageKind.GUIDE, 1, "guide/1-pourquoi"),
    ("poser-la-question", "Poser la bonne question", PageKind.GUIDE, 2, "guide/2-question"),
    ("tenir-le-calendrier", "Construire le calendrier", PageKind.GUIDE, 3, "guide/3-calendrier"),
    ("trouver-les-publics", "Aller chercher les publics", PageKind.GUIDE, 4, "guide/4-publics"),
    ("animer-un-atelier", "Animer un atelier", PageKind.GUIDE, 5, "guide/5-atelier"),
    ("moderer", "Modérer avec mesure", PageKind.GUIDE, 6, "guide/6-moderer"),
    ("analyser", "Lire et analyser", PageKind.GUIDE, 7, "guide/7-analyser"),
    ("rendre-compte", "Rendre compte", PageKind.GUIDE, 8, "guide/8-rendre-compte"),
]
_ARTICLES = [
    "Tout le monde peut participer",
    "Se parler avec respect",
    "Répondre à la question posée",
    "Protéger la vie privée",
    "Jouer franc jeu",
    "Écrire avec ses propres mots",
    "Modérer après, peu, et en le disant",
    "Ce à quoi la ville s’engage",
]


@dataclass(frozen=True)
class DefaultPage:
    """A page to install."""

    slug: str
    title: str
    kind: PageKind
    position: int
    body: str


@dataclass(frozen=True)
class DefaultArticle:
    """An article of the charter to install."""

    number: int
    title: str
    body: str


def pages(city: str) -> list[DefaultPage]:
    """The pages, with the name of the city where it is spoken of."""
    return [
        DefaultPage(slug, title, kind, position, _text(file, city))
        for slug, title, kind, position, file in _PAGES
    ]


def articles(city: str) -> list[DefaultArticle]:
    """The articles of the charter."""
    return [
        DefaultArticle(number, title, _text(f"charte/{number}", city))
        for number, title in enumerate(_ARTICLES, start=1)
    ]


def _text(file: str, city: str) -> str:
    html = (_FOLDER / f"{file}.html").read_text(encoding="utf-8")
    return clean(html.replace("%(city)s", city))
