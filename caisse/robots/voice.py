"""Digits said in French by eSpeak NG, over a little noise: a WAV small enough to travel in an answer."""

from __future__ import annotations

import subprocess
import wave
from array import array
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image

RATE: Final = 8000
"""Samples per second, one byte each: a telephone's voice, 8 KB for a second."""
_VOICES: Final = ("fr", "fr+f2", "fr+m3", "fr+f4")
_PEAK: Final = 110
_HUSH: Final = RATE
"""Bytes of silence in front, four a sample: a quarter of a second."""
_TIMEOUT_S: Final = 10


@dataclass(frozen=True)
class Manner:
    """How a voice speaks.

    Attributes:
        voice: one of eSpeak's.
        pitch: 0 to 99.
        pace: words a minute.
    """

    voice: str
    pitch: int
    pace: int


def some_manner(chance: Random) -> Manner:
    """A clear voice, a little slow, not always the same."""
    return Manner(chance.choice(_VOICES), chance.randint(35, 60), chance.randint(115, 135))


def said(signs: str, manner: Manner, chance: Random) -> bytes:
    """Digits spoken one by one, with a silence between: WAV, 8-bit PCM, mono.

    Args:
        signs: digits.
        manner: who speaks.
        chance: decides the noise; two sounds of the same digits are not alike.

    Raises:
        OSError: ``espeak-ng`` is not installed.
        subprocess.SubprocessError: it failed.
    """
    how = ["-v", manner.voice, "-p", str(manner.pitch), "-s", str(manner.pace)]
    command = ["espeak-ng", *how, "--stdin", "--stdout"]
    # By its standard input: arguments can be read by everybody on the machine.
    text = "".join(f"{sign}.\n\n" for sign in signs)
    spoken = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=_TIMEOUT_S).stdout
    # A loudspeaker that wakes up swallows the beginning.
    samples = array("f", bytes(_HUSH)) + _resampled(spoken)
    loudest = max(abs(sample) for sample in samples) or 1.0
    noise = chance.uniform(2.0, 4.0)
    bytes_out = bytes(
        max(0, min(255, round(128 + sample / loudest * _PEAK + chance.uniform(-noise, noise)))) for sample in samples
    )
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes_out)
    return out.getvalue()


def _resampled(spoken: bytes) -> array[float]:
    """What eSpeak wrote, at ``RATE``."""
    with wave.open(BytesIO(spoken), "rb") as file:
        rate = file.getframerate()
        # Written to a pipe, the header's length is only a guess.
        samples = array("h", file.readframes(len(spoken)))
    # A row of pixels is a signal, and making a picture smaller is resampling: Lanczos, in C.
    row = Image.frombytes("F", (len(samples), 1), array("f", samples).tobytes())
    return array("f", row.resize((len(samples) * RATE // rate, 1), Image.Resampling.LANCZOS).tobytes())
