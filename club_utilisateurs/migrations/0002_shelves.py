"""The shelves a club begins with; facilitators rename them and add others."""

from typing import Any

from django.db import migrations

SHELVES = (
    ("restitution", "Restitution", "Rendre compte, à temps, à chacune et chacun."),
    ("budget-participatif", "Budget participatif", "Règles, vote, suivi des projets."),
    ("mobiliser", "Mobiliser", "Aller chercher celles et ceux qu’on n’entend pas."),
    ("ateliers", "Ateliers et réunions", "Préparer, animer, noter."),
    (
        "moderation",
        "Modération et charte",
        "Ce qu’on garde, ce qu’on masque, ce qu’on explique.",
    ),
    ("outil", "L’outil", "Se servir d’Agora, proposer des évolutions."),
)


def begin(apps: Any, schema_editor: Any) -> None:
    """Put them up."""
    category = apps.get_model("club_utilisateurs", "Category")
    for place, (slug, name, description) in enumerate(SHELVES):
        category._base_manager.get_or_create(
            slug=slug, defaults={"name": name, "description": description, "position": place}
        )


class Migration(migrations.Migration):
    dependencies = [("club_utilisateurs", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=False)]
