"""Cities and their life: opening, states, identity, schemas, and the provider's console.

Words: a *city* is a client of the provider, with its own schema and database role; a *spare* is a
schema built ahead of time; the *template* is the schema every city is born from; the *fleet* is
all cities together. Doors: `actions.open_city`, `opening.open_now`, `fleet.bootstrap`,
`fleet.migrate`, `queries.city_settings`.
"""
