"""The thermal printer: ticket language, ESC/POS, transports, status."""
