"""Operations of the connection: queries run where they were built."""

from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations


class DatabaseOperations(PostgresOperations):
    """PostgreSQL's, with our compilers."""

    compiler_module = "agora.context.backend.compiler"
