"""SMS-STATUS-REPORT, as a message centre makes it (3GPP TS 23.040 §9.2.2.3)."""

from __future__ import annotations

from typing import Final

from dock.modem.condition import ReportMode

_STAMP: Final = "62111221000040"
"""21 November 2026, noon, one hour ahead of UTC (§9.2.3.11)."""
_DELIVERED: Final = 0x00
_STATUS: Final = {ReportMode.FAILED: 0x46, ReportMode.TRYING: 0x20}
"""§9.2.3.15: « validity period expired », « congestion » while the centre goes on trying."""


def report(reference: int, number: str, mode: ReportMode) -> tuple[int, str]:
    """A report.

    Args:
        reference: TP-MR of the message.
        number: with its ``+``.
        mode: what it says.

    Returns:
        Its length without the SMSC address, and the whole in hexadecimal.
    """
    digits = number.removeprefix("+")
    even = digits + "F" * (len(digits) % 2)
    swapped = "".join(even[i + 1] + even[i] for i in range(0, len(even), 2))
    tpdu = f"06{reference:02X}{len(digits):02X}91{swapped}{_STAMP}{_STAMP}{_STATUS.get(mode, _DELIVERED):02X}"
    return len(tpdu) // 2, "00" + tpdu
