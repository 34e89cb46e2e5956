"""`python -m tests.running.rescue`: what the clock queues each minute, without waiting for it."""

import django


def main() -> None:
    """Give the jobs of dead workers back; the living have beaten in the last ten seconds."""
    django.setup()
    from agora.context import public  # noqa: PLC0415  after the applications
    from agora.jobs.upkeep import rescue_stalled  # noqa: PLC0415

    with public():
        rescue_stalled(silence=12)


if __name__ == "__main__":
    main()
