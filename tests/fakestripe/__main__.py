"""`python -m tests.fakestripe --port 12111 --webhook http://console.localhost:8000/stripe/webhook`"""

import argparse
import threading
import time
from pathlib import Path

from tests.fakestripe.server import FakeStripe
from tests.fakestripe.world import World


def main() -> None:
    """Answer on a loopback port until stopped; tell the webhook address twice a second."""
    parser = argparse.ArgumentParser(prog="fakestripe", description=main.__doc__)
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--webhook", default="", help="the address to tell what happens")
    parser.add_argument("--secret", default="", help="what webhooks are signed with")
    parser.add_argument("--file", type=Path, default=None, help="where the world is kept")
    asked = parser.parse_args()
    stripe = FakeStripe(World(asked.file), port=asked.port)
    if asked.webhook:
        stripe.hand.do_webhooks(asked.webhook, asked.secret)
        threading.Thread(target=_tell, args=(stripe,), daemon=True).start()
    print(f"Stripe (simulation) : {stripe.url}", flush=True)
    stripe.serve()


def _tell(stripe: FakeStripe) -> None:
    while True:
        time.sleep(0.5)
        if stripe.world.outbox:
            stripe.hand.answer("deliver", b"{}")


if __name__ == "__main__":
    main()
