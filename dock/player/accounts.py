"""What a person of the cast does with their compte ameli: types its password, or the code that came by SMS."""

from __future__ import annotations

from functools import cache

from dock.cast import Cast, Person, load
from dock.player import words
from dock.player.keys import ticked
from dock.player.steps import Act
from dock.player.visitor import Visitor, plain
from teleservices.password import PasswordRule


@cache
def _cast() -> Cast:
    return load()


def _person(key: str) -> Person:
    return _cast().people[key]


def types_password(key: str) -> Act:
    """Type this person's password into the field for it."""
    return lambda visitor: visitor.type(_person(key).password, into=words.SIGN_IN_FIELD)


def types_code(key: str) -> Act:
    """Wait for the SMS on this person's telephone, then type the code that it holds."""
    return lambda visitor: visitor.type(visitor.code_by_sms(_person(key).mobile), into=words.CODE)


def chooses(password: str) -> Act:
    """Type a new password twice, once all its rules are seen to be kept."""

    def act(visitor: Visitor) -> None:
        visitor.type(password, into=words.NEW_ONE)
        visitor.expect_text(*(plain(ticked(rule.value)) for rule in PasswordRule))
        visitor.type(password, into=words.AGAIN)

    return act
