"""`python -m tests.bench.fill`: fill the city of the benches, print where things are as JSON."""

import json

import django


def main() -> None:
    """Our applications first, then the data that need them."""
    django.setup()
    from tests.bench.data import fill  # noqa: PLC0415

    print(json.dumps(fill()))


if __name__ == "__main__":
    main()
