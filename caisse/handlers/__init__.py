"""What the caisse decides: plain functions on a database connection, an answer or a refusal as a value."""
