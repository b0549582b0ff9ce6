"""What the control socket writes to the journal."""

from __future__ import annotations

from teleservices.logbook import LogEvent, Severity

ASKED = LogEvent("control.asked", Severity.INFO, "A shell on the terminal asked for something.", ("command", "outcome"))
STRANGER = LogEvent("control.stranger", Severity.WARNING, "A user who has no business there opened the control socket.")
NO_SOCKET = LogEvent("control.no_socket", Severity.WARNING, "The control socket cannot be made; all else works.")

CATALOGUE = (ASKED, STRANGER, NO_SOCKET)
