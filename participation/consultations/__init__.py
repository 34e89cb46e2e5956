"""Consultations: what the city asks, when, who carries it, and what is allowed today.

Words: Concertation, étape (Phase), module (Component), direction porteuse (Department), secteur,
thème. Doors: `queries.consultation_or_404`, `queries.component_or_404`, `rules.allows`; writes in
`actions`; what other slices may add in `registries`.
"""
