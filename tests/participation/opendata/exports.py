"""Synthetic Decidim exports: the headers and the traps of real ones, invented words."""

import csv

from agora.rules import SYSTEM
from participation.opendata.actions.imports import load_export
from participation.opendata.decidim.files import open_files

SITE = "http://parole.exemple.fr"
PROPOSALS_2019 = (
    "id;category/id;category/name/en;category/name/fr;scope/id;scope/name/en;scope/name/fr;title;"
    "body;votes;comments;created_at;url;component/id;meeting_urls"
).split(";")
COMMENTS_2019 = (
    "id;created_at;body;author/id;author/name;alignment;depth;user_group/id;user_group/name/fr;"
    "commentable_id;commentable_type;root_commentable_url"
).split(";")


def proposal_row(number, **cells):
    row = dict.fromkeys(PROPOSALS_2019, "")
    row |= {
        "id": str(number),
        "title": f"Idée {number}",
        "body": "Un banc.",
        "votes": "3",
        "comments": "0",
        "created_at": "2019-01-17 08:05:30 +0100",
        "url": f"{SITE}/processes/parc/f/11/proposals/{number}",
        "component/id": "11",
    }
    return row | {key.replace("__", "/"): value for key, value in cells.items()}


def comment_row(number, on, kind="Proposals::Proposal", root=None, site=SITE, **cells):
    row = dict.fromkeys(COMMENTS_2019, "")
    row |= {
        "id": str(number),
        "created_at": "2019-01-18 09:00:00 +0100",
        "body": f"Réponse {number}",
        "author/id": "7",
        "author/name": "Odile",
        "alignment": "0",
        "depth": "0",
        "commentable_id": str(on),
        "commentable_type": f"Decidim::{kind}",
        "root_commentable_url": f"{site}/processes/parc/f/11/proposals/{root or on}",
    }
    return row | {key.replace("__", "/"): value for key, value in cells.items()}


def write(folder, name, rows, columns=None):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(rows[0]), delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path, name


def load(*files):
    return load_export(actor=SYSTEM, files=open_files(list(files)))
