"""A process that issues until a count is reached: `-m tests.billing.numbering how count seed`.

`how` is `issue` (the whole original is made and judged) or `number` (the same rows and locks, with
a few bytes for documents). One in five transactions fails after having taken its number; whoever
starts this process may kill it at any moment.
"""

import hashlib
import os
import random
import sys
from datetime import date


class Abort(Exception):
    """A transaction that fails late."""


def main(how: str, count: int, seed: int) -> None:
    """Issue drafts of this process until the series holds `count` numbers."""
    import django  # noqa: PLC0415  (the environment says which database)

    django.setup()
    from agora.context import public  # noqa: PLC0415
    from billing.models import BillingAccount, NumberSeries  # noqa: PLC0415

    chance = random.Random(seed)
    while True:
        with public():
            last = NumberSeries.objects.filter(code="AG").order_by("-year").first()
            if last is not None and last.last_no >= count:
                return
            account = BillingAccount.objects.order_by("pk").first()
            try:
                (whole if how == "issue" else bare)(account, chance)
            except Abort:
                continue


def bare(account: object, chance: random.Random) -> None:
    """Take a number with the series, the rows and the ledger alone."""
    from django.db import transaction  # noqa: PLC0415

    from billing.models import Artifact, Invoice  # noqa: PLC0415
    from tests.factories.billing import issued  # noqa: PLC0415

    with transaction.atomic():
        files = {kind: chance.randbytes(40) for kind in ("xml", "pdf")}
        hashes = {kind: hashlib.sha256(content).digest() for kind, content in files.items()}
        invoice = issued(account, on=date(2026, 6, 1), files=hashes)  # type: ignore[arg-type]
        Artifact.objects.bulk_create(
            Artifact(
                invoice=Invoice(pk=invoice.pk),
                kind=kind,
                name=f"{invoice.number}.{kind}",
                sha256=hashes[kind].hex(),
                content=content,
            )
            for kind, content in files.items()
        )
        if chance.random() < 0.2:
            raise Abort


def whole(account: object, chance: random.Random) -> None:
    """Issue a true invoice."""
    from agora.action import one_piece  # noqa: PLC0415
    from agora.rules import SYSTEM  # noqa: PLC0415
    from billing import clock  # noqa: PLC0415
    from billing.actions.drafts import draft_invoice  # noqa: PLC0415
    from billing.actions.issue import issue_invoice  # noqa: PLC0415
    from billing.models import Contract  # noqa: PLC0415
    from tests.factories.billing import make_due  # noqa: PLC0415

    contract = Contract.objects.order_by("pk").first()
    with clock.at(date(2026, 6, 1)):
        draft = draft_invoice(actor=SYSTEM, items=[make_due(contract)])  # type: ignore[arg-type]
        with one_piece():
            issue_invoice(actor=SYSTEM, invoice=draft)
            if chance.random() < 0.2:
                raise Abort


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agora.conf.settings")
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
