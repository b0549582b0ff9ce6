"""A GSM modem simulated at the level of the wire: AT commands on a pseudo-terminal.

Each command is answered after its clause of 3GPP TS 27.005 or TS 27.007; transcripts of both dialects are in
``tests/modem/transcripts``.
"""
