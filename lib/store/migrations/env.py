"""How Alembic runs our migrations: on the connection that `lib.store.migrate` gives it, in that one transaction."""

from alembic import context

from lib.accounts.tables import accounts

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=accounts.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
