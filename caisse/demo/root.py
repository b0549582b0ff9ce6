"""The demonstration's root and first key: everything a terminal needs to seal to an invented caisse."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from caisse.root import make_root, read_root
from caisse.sealing_keys import SealingKeys

_NAME: Final = "demo-root"
_LIFE: Final = timedelta(days=30)


def public_root(state_dir: Path) -> Path:
    """Where ``publish_demo_keys`` puts what terminals are given."""
    return state_dir / f"{_NAME}.pub.pem"


def publish_demo_keys(state_dir: Path, keys: SealingKeys, now: datetime) -> None:
    """Make the root and publish a first key, where that was not done yet; never in production.

    A real root is kept on no caisse; this one stands beside its state, for the dock to sign with.

    Args:
        state_dir: of the demonstration's caisse.
        keys: its own.
        now: from when on the key is used.
    """
    if public_root(state_dir).exists():
        return
    private, _ = make_root(state_dir, _NAME)
    keys.publish((keys.make(now, now + _LIFE),), read_root(private))
