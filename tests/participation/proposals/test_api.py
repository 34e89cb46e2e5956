"""An idea as JSON: written by hand for speed, and equal to what its declared fields would tell."""

import pytest
from django.test import RequestFactory
from rest_framework.serializers import ModelSerializer
from rest_framework.utils.encoders import JSONEncoder

from agora.rules import SYSTEM
from participation.proposals.api import Proposals, ProposalSerializer
from tests.factories.consultations import make_sector, make_theme
from tests.factories.tools import make_proposal


@pytest.mark.parametrize("full", [False, True])
def test_an_idea_tells_what_its_fields_would_tell(city, full):
    word = make_proposal(title="Un banc", body="À l’ombre.")
    if full:
        detail = word.proposal
        detail.theme, detail.answer_state = make_theme("Nature"), "accepted"
        detail.answered_at = word.published_at
        detail.save()
        word.sector, word.occurred_on = make_sector("Le Lac"), word.published_at.date()
        word.latitude, word.longitude, word.place_label = "48.900000", "2.200000", "Rue du Lac"
        word.save()
    word.refresh_from_db()
    row = Proposals().rows(SYSTEM).get(pk=word.pk)
    serializer = ProposalSerializer(context={"request": RequestFactory().get("/")})

    told = serializer.to_representation(row)
    by_fields = ModelSerializer.to_representation(serializer, word)

    assert list(told) == list(by_fields)
    assert JSONEncoder().encode(told) == JSONEncoder().encode(by_fields)
    assert told["theme"] == ("Nature" if full else None)
