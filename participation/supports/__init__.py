"""One click that says « je soutiens »: no weight in the decision, counted once a person."""
