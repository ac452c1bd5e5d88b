"""How Alembic runs our migrations: on the connection that `lib.store.migrate` gives it, in that one transaction."""

from alembic import context

from lib.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
