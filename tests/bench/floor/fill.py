"""`python -m tests.bench.floor.fill`: the tables of the floor and its 2,000 rows."""

from datetime import UTC, datetime, timedelta

import django

WORDS = "Un banc à l’ombre pour attendre le bus, et une fontaine où remplir sa gourde. "


def main() -> None:
    """Create both tables, fill them, let the planner know."""
    django.setup()
    from django.db import connection  # noqa: PLC0415  (needs the settings)

    from tests.bench.floor.models import Author, Idea  # noqa: PLC0415

    with connection.schema_editor() as editor:
        editor.create_model(Author)
        editor.create_model(Idea)
    authors = Author.objects.bulk_create(Author(name=f"Habitante {n}") for n in range(1000))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    Idea.objects.bulk_create(
        Idea(
            title=f"Planter des arbres rue du Fil, numéro {n}",
            body=WORDS * 4,
            author=authors[n % 1000],
            published_at=start + timedelta(minutes=7 * n),
            supports=n % 90,
            comments=n % 12,
        )
        for n in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
