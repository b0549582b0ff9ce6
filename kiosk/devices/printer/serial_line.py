"""A printer behind a serial adapter: until told not to, the kernel echoes and edits what passes, as for a terminal."""

from __future__ import annotations

import os
import termios
import tty
from typing import Final

SPEEDS: Final = {9600: termios.B9600, 19200: termios.B19200, 38400: termios.B38400, 115200: termios.B115200}
"""Bits per second that a printer's line may have."""
USUAL: Final = 38400


def pass_bytes_through(descriptor: int, speed: int) -> None:
    """Make a serial line carry bytes as they are, 8N1, whatever it was used for before; nothing for any other file.

    Args:
        descriptor: open for both ways.
        speed: one of ``SPEEDS``.

    Raises:
        OSError: the line is gone.
    """
    if not os.isatty(descriptor):
        return
    try:
        tty.setraw(descriptor)
        attributes = termios.tcgetattr(descriptor)
        attributes[4] = attributes[5] = SPEEDS[speed]
        attributes[2] = (attributes[2] & ~(termios.CSTOPB | termios.PARENB)) | termios.CLOCAL | termios.CREAD
        termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
    except termios.error as error:
        raise OSError(*error.args) from error
