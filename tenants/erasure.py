"""What a city gave, when the city is erased; its schema and its row go elsewhere.

Run in the owner state, in the transaction that erases the rest.
"""

from django.db import transaction

from tenants.models import BlueprintReuse, ClubGrant, Disclosure, SharedBlueprint, SharedSheet


def forget_shared(*, city_id: int) -> dict[str, int]:
    """Remove accesses, card, figures, sheets and reuses; return how many of each.

    Blueprints stay, for their licence lets whoever took one keep it, with the name of the city
    as the licence asks, and without that of the person.
    """
    with transaction.atomic():
        gone = {
            name: model.objects.filter(city_id=city_id).delete()[0]
            for name, model in (
                ("grants", ClubGrant),
                ("disclosures", Disclosure),
                ("sheets", SharedSheet),
                ("reuses", BlueprintReuse),
            )
        }
        left = SharedBlueprint.objects.filter(city_id=city_id)
        return gone | {"blueprints": left.update(city=None, by_label="")}
