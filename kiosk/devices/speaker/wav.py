"""What may be played: a short WAV of 8- or 16-bit PCM, read out of untrusted bytes."""

from __future__ import annotations

import wave
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final

LONGEST_S: Final = 60
_RATES_HZ: Final = range(8_000, 48_001)
_WIDTHS: Final = (1, 2)


class SoundFault(StrEnum):
    """Why a text is no sound that can be played."""

    BASE64 = "base64"
    WAV = "wav"
    FORMAT = "format"
    """A WAV, but not one or two channels of 8 or 16 bits at 8 to 48 kHz."""
    LENGTH = "length"
    """Empty, longer than ``LONGEST_S``, or not as long as its header says."""


@dataclass(frozen=True, repr=False)
class Sound:
    """Samples, channels in turn.

    Attributes:
        rate_hz: frames a second.
        channels: samples in a frame.
        width: bytes in a sample; one is unsigned, two are signed and little-endian, as WAV has them.
    """

    rate_hz: int
    channels: int
    width: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / (self.width * self.channels * self.rate_hz)


def read_sound(text: str) -> Sound | SoundFault:
    """Read a WAV in base64; nothing of its header goes further than what is checked here."""
    try:
        content = b64decode(text, validate=True)
    except (ValueError, NotBase64):
        return SoundFault.BASE64
    try:
        with wave.open(BytesIO(content), "rb") as file:
            said = file.getparams()
            if said.sampwidth not in _WIDTHS or said.nchannels not in {1, 2} or said.framerate not in _RATES_HZ:
                return SoundFault.FORMAT
            if not 0 < said.nframes <= LONGEST_S * said.framerate:
                return SoundFault.LENGTH
            samples = file.readframes(said.nframes)
    except (wave.Error, EOFError, RuntimeError):
        # RuntimeError is what the library's chunk reader says of a place outside the file.
        return SoundFault.WAV
    if len(samples) != said.nframes * said.nchannels * said.sampwidth:
        return SoundFault.LENGTH
    return Sound(said.framerate, said.nchannels, said.sampwidth, samples)
