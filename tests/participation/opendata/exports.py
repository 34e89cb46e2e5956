"""Synthetic Decidim exports: the headers and the traps of real ones, invented words."""

import csv
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

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
DEBATE = {
    "id": "3", "author/id": "1", "author/name": "Ville", "title/fr": "Que faire ?", "description/fr": "<p>Dites.</p>",
    "instructions/fr": "", "conclusions/fr": "", "closed_at": "", "comments": "0", "component/id": "7",
    "created_at": "2024-01-02 10:00:00 UTC", "url": f"{SITE}/processes/parc/f/7/debates/3",
}  # fmt: skip
MEETING = {
    "id": "4", "author/id": "", "author/name": "", "author/url": "", "title/fr": "Atelier", "description/fr": "Venez.",
    "start_time": "2024-02-01 18:00:00 UTC", "end_time": "2024-02-01 20:00:00 UTC", "attendees": "12", "organizations": "",
    "address": "3 rue du Lac", "location/fr": "Salle", "component/id": "8", "published": "true", "withdrawn": "false",
    "url": f"{SITE}/processes/parc/f/8/meetings/4",
}  # fmt: skip
SPACE = {
    "id": "1", "title/fr": "Le parc", "slug": "parc", "reference": "V-PART-2023-01-1", "short_description/fr": "<p>Onze hectares</p>",
    "start_date": "2023-01-01", "end_date": "2023-03-31", "developer_group/fr": "Direction des parcs", "scope/name/fr": "Nord",
    "created_at": "2022-12-01 10:00:00 UTC", "url": f"{SITE}/processes/parc",
}  # fmt: skip
# Real files of 2019, too big and too personal to be kept with the code.
REAL_FILES = Path(__file__).parents[4] / "shared" / "data" / "decidim-lille-nancy-2019"


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


def upload(tmp_path, *rows, name="proposals.csv"):
    path, name = write(tmp_path, name, list(rows) or [proposal_row(1), proposal_row(2)])
    return SimpleUploadedFile(name, path.read_bytes(), "text/csv")
