"""What a person can ask by touching the screen: a closed union."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.maintaining import Tool
from teleservices.wire.rights import Mention


@dataclass(frozen=True)
class ChooseLanguage:
    """``fr`` or ``en``."""

    language: str


@dataclass(frozen=True)
class ResizeText:
    """One step larger (+1) or smaller (−1)."""

    steps: int


@dataclass(frozen=True)
class ToggleContrast:
    """Switch the high-contrast theme."""


@dataclass(frozen=True)
class ChooseService:
    """Open a téléservice from the home screen."""

    service: str


@dataclass(frozen=True)
class ChangeRequest:
    """« Changer »: open the choice of beneficiary and options."""


@dataclass(frozen=True)
class PickBeneficiary:
    """Choose for whom."""

    beneficiary: str


@dataclass(frozen=True)
class ToggleMention:
    """Tick or untick an optional mention."""

    mention: Mention


@dataclass(frozen=True)
class Continue:
    """Go on to the next page."""


@dataclass(frozen=True, repr=False)
class Back:
    """Return to the page before; nothing chosen is lost.

    Attributes:
        values: what stands in each field, by its id, of a form without a secret; the window fills them in.
    """

    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Confirm:
    """The summary's main button: ask the caisse for the document."""


@dataclass(frozen=True, repr=False)
class Submit:
    """A form's main button.

    Attributes:
        values: what stands in each field, by its id; the screen declares the intent without them, the window fills
            them in.
    """

    values: tuple[tuple[str, str], ...] = ()

    def value(self, field: str) -> str:
        """What stands in a field; empty where the form has no such field."""
        return dict(self.values).get(field, "")


@dataclass(frozen=True)
class StartSignIn:
    """« M’identifier »: type the password of the visit's account."""


@dataclass(frozen=True)
class ComeWithoutCard:
    """« Je n’ai pas ma carte »: type the NIR."""


@dataclass(frozen=True)
class ForgotPassword:
    """« Mot de passe oublié ? »: the ways to a new one."""


@dataclass(frozen=True)
class AskCode:
    """Have a code provisoire sent by SMS, or sent again."""


@dataclass(frozen=True)
class AskEmailLink:
    """Have the link that lets a password be chosen sent by e-mail."""


@dataclass(frozen=True)
class Listen:
    """Play the sound of the check against robots."""


@dataclass(frozen=True)
class AnotherCheck:
    """Get other digits for the check against robots."""


@dataclass(frozen=True)
class PickOption:
    """Choose an option of a declaration's page, or tick or untick one where several may be."""

    field: str
    option: str


@dataclass(frozen=True, repr=False)
class PickPlace:
    """Take a suggestion; ``key`` is ``Suggestion.key``."""

    field: str
    key: str


@dataclass(frozen=True)
class GoInstead:
    """« … Je clique ici »: the page's other way on."""


@dataclass(frozen=True)
class Change:
    """« Modifier » beside a line of the review: back to the page that asked for it."""

    page: str


@dataclass(frozen=True)
class OpenMessage:
    """Read one message of the messagerie."""

    message: str


@dataclass(frozen=True)
class ShowQueue:
    """What waits to be sent from this terminal."""


@dataclass(frozen=True)
class AnotherService:
    """Keep what is collected and go home."""


@dataclass(frozen=True)
class PrintNow:
    """Print what is collected at once, card still in."""


@dataclass(frozen=True)
class Retry:
    """Try again what did not work."""


@dataclass(frozen=True)
class Knock:
    """The hidden gesture: a technician wants to be let in."""


@dataclass(frozen=True)
class WithoutCaisse:
    """« Entrer sans la caisse »: have a challenge drawn."""


@dataclass(frozen=True)
class UseTool:
    """Open a page of the maintenance menu."""

    tool: Tool


@dataclass(frozen=True)
class PickModel:
    """Tick another cabinet model."""

    model: str


@dataclass(frozen=True)
class TouchCell:
    """A finger is on a cell of the test of the touch panel, counted from 0 row by row."""

    cell: int


@dataclass(frozen=True)
class TurnPlate:
    """Show the next picture of the test of the screen."""


@dataclass(frozen=True)
class JudgeScreen:
    """Whether those pictures were ``good``."""

    good: bool


@dataclass(frozen=True)
class AskRestart:
    """Restart the ``machine``, or the application alone: asked, not confirmed yet."""

    machine: bool


@dataclass(frozen=True)
class Stay:
    """« Oui, continuer » on the idle warning."""


@dataclass(frozen=True)
class Leave:
    """« Quitter »: end the visit."""


Intent = (
    ChooseLanguage
    | ResizeText
    | ToggleContrast
    | ChooseService
    | ChangeRequest
    | PickBeneficiary
    | ToggleMention
    | Continue
    | Back
    | Confirm
    | Submit
    | StartSignIn
    | ComeWithoutCard
    | ForgotPassword
    | AskCode
    | AskEmailLink
    | Listen
    | PickOption
    | PickPlace
    | GoInstead
    | Change
    | OpenMessage
    | ShowQueue
    | AnotherCheck
    | AnotherService
    | PrintNow
    | Retry
    | Knock
    | WithoutCaisse
    | UseTool
    | PickModel
    | TouchCell
    | TurnPlate
    | JudgeScreen
    | AskRestart
    | Stay
    | Leave
)
