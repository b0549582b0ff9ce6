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


WithoutVisit = SignInByNir | AskReset | WantCheck
"""Asked by somebody whom the caisse does not know yet: no visit's token goes along."""
AccountQuestion = WithoutVisit | SignIn | ChoosePassword | ChangeEmail | AskOwnReset | WantCode
