"""Run by Alembic. The connection comes from `webapp.persistence.schema`, which holds the transaction."""

from alembic import context

from webapp.persistence.base import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
    compare_type=True,
)
context.run_migrations()
