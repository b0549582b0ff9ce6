"""What can be asked about a compte ameli: a closed union; most are the wire's own messages."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.wire.emails import ChangeEmail
from teleservices.wire.passwords import AskOwnReset, AskReset, ChoosePassword
from teleservices.wire.sign_in import SignIn, SignInByNir


@dataclass(frozen=True)
class WantCode:
    """``POST /v1/codes-provisoires``; answered by ``CodeSent``."""


@dataclass(frozen=True)
class WantCheck:
    """``POST /v1/robot-checks``; answered by ``RobotCheck``."""


AccountQuestion = SignIn | SignInByNir | ChoosePassword | ChangeEmail | AskReset | AskOwnReset | WantCode | WantCheck
"""``SignInByNir``, ``AskReset`` and ``WantCheck`` go without a visit's token, the others with it."""
