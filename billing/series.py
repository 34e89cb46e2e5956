"""Numbers without gap: a row of the series is locked until the transaction that takes it ends.

Not a sequence: a number taken by a transaction that fails must go back with it (CGI annexe II,
art. 242 nonies A: « une séquence chronologique et continue, sans rupture »).
"""

from datetime import date

from billing.models import NO_HASH, NumberSeries, Series

JOURNALS = (Series.SALES, Series.BANK)


class DateWentBack(Exception):
    """A number may not carry a date before the last one of its series."""


def lock(code: str, year: int) -> NumberSeries:
    """Lock the row of a series, made on its first use; inside a transaction."""
    found = NumberSeries.objects.select_for_update().filter(code=code, year=year).first()
    if found is None:
        # A new year hangs on the last link of the one before: locked, so that it has ended.
        before = NumberSeries.objects.select_for_update().filter(code=code, year__lt=year)
        last = before.order_by("-year").first()
        row = NumberSeries(code=code, year=year, last_hash=last.last_hash if last else NO_HASH)
        # Two first users at once: the second waits here, then finds the row of the first.
        NumberSeries.objects.bulk_create([row], ignore_conflicts=True)
        found = NumberSeries.objects.select_for_update().get(code=code, year=year)
    return found


def take(series: NumberSeries, *, on: date | None = None, link: str = "") -> int:
    """Take the next number of a locked series; `link` is the new end of its chain of hashes.

    Raises DateWentBack if `on` is before the date of the last number, or in a year that is over.
    """
    if (
        on is not None
        and NumberSeries.objects.filter(code=series.code, year__gt=series.year).exists()
    ):
        raise DateWentBack(f"{series} is over")
    if on is not None and series.last_date is not None and on < series.last_date:
        raise DateWentBack(f"{series} is already at {series.last_date}")
    series.last_no += 1
    series.last_date = on or series.last_date
    series.last_hash = link or series.last_hash
    series.save(update_fields=["last_no", "last_date", "last_hash"])
    return series.last_no


def written(code: str, year: int, no: int) -> str:
    """How a number reads: `AG2026-000042`."""
    return f"{code}{year}-{no:06d}"
