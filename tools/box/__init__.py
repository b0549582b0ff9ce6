"""A real systemd in a box: systemd-nspawn, for the boot tests and the recovery bench."""
