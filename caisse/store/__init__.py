"""The caisse's database: SQLite behind one writer thread, or PostgreSQL. SQLAlchemy Core, no ORM."""
