"""alembic's scripts: what brings a database from one version of the schema to the next."""
