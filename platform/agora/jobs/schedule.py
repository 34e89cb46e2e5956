"""What happens by itself: the only list. Times are those of the provider's clock (TIME_ZONE).

A task of the cities is queued once for each city in service, a task of the provider's once.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Periodic:
    """A task and the crontab that says when."""

    task: str
    cron: str


SCHEDULE: list[Periodic] = [
    Periodic("jobs.rescue_stalled", "* * * * *"),
    Periodic("jobs.purge", "17 4 * * *"),
    Periodic("tenants.refill_spares", "*/15 * * * *"),
    Periodic("tenants.check_fleet", "0 4 * * *"),
    Periodic("tenants.check_domains", "10 6 * * *"),
    Periodic("tenants.look_at_certificates", "40 6 * * *"),
    Periodic("tenants.check_grants", "37 * * * *"),
    Periodic("mail.forget_old", "40 3 * * *"),
    Periodic("notices.digest", "0 7 * * *"),
    Periodic("notices.weekly_digest", "0 7 * * 1"),
    Periodic("notices.forget_old", "50 3 * * *"),
    Periodic("files.sweep", "10 3 * * *"),
    Periodic("accounts.sweep", "25 3 * * *"),
    Periodic("sharing.sweep_blueprints", "45 3 * * *"),
    Periodic("consultations.refresh_states", "*/5 * * * *"),
    Periodic("contributions.keep_tables", "35 3 * * *"),
    Periodic("club_utilisateurs.note_departures", "*/10 * * * *"),
    Periodic("club_utilisateurs.count_all_unread", "5 5 * * *"),
    Periodic("club_utilisateurs.purge", "20 3 * * *"),
    Periodic("club_utilisateurs.tell_new_versions", "*/10 * * * *"),
    Periodic("billing.plan", "30 5 * * *"),
    Periodic("billing.open_dunning", "30 6 * * *"),
    Periodic("billing.catch_up", "23 * * * *"),
    Periodic("billing.compare", "30 2 * * 0"),
]
