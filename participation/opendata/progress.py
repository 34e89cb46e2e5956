"""How far an import is, told from outside its transaction."""

from django.db import connection

from participation.opendata.models import ImportRun


def show_progress(run: int, rows: int) -> None:
    """Write the number of rows done; called in a thread of its own, whose connection it closes."""
    try:
        ImportRun.objects.filter(pk=run).update(progress=rows)
    finally:
        connection.close()
