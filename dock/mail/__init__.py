"""A mail server that keeps what it is given: a process of its own that speaks SMTP (aiosmtpd)."""
