"""WAV files made by the standard library, as the caisse would send them."""

from __future__ import annotations

import base64
import io
import wave


def wav(samples: bytes, *, rate: int = 16_000, channels: int = 1, width: int = 2) -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setframerate(rate)
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.writeframes(samples)
    return content.getvalue()


def sent(content: bytes) -> str:
    return base64.b64encode(content).decode()
