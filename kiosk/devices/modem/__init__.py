"""The GSM modem: short messages over a serial line (3GPP TS 27.005, 27.007)."""
