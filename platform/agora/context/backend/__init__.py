"""Database backend (`ENGINE = "agora.context.backend"`): PostgreSQL told its house."""
