"""Each point leads to the page that settles it."""

from participation.consultations.checks import CHECKS
from participation.consultations.registries import readiness
from tests.factories.consultations import make_consultation


def test_every_point_is_registered_and_leads_somewhere(client, city):
    consultation = make_consultation(state="draft")

    for key, check in CHECKS.items():
        assert readiness.get(key) is check
        assert check.url(consultation).startswith(f"/gestion/concertations/{consultation.slug}/")
