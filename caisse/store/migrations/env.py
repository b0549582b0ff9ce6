"""alembic's way in: always on the connection that ``migrate`` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from caisse.store.schema import METADATA, Instant


def render(_kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Revisions name the database's own types, so that they outlive ours."""
    return "sa.DateTime(timezone=True)" if isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
