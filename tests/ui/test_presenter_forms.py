"""Every form with every fault, in both languages; what is greyed and why; what a form never shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from session_walk import (
    CANARY,
    CHECK,
    CODE_SENT,
    IDENTIFIED,
    OPENED,
    SECRET,
    STRICT,
    Walk,
    filled,
    must_choose,
    working_terminal,
)

from kiosk.devices.modem import status as modem
from kiosk.devices.modem.events import ModemChanged, SmsEnded, SmsReported
from kiosk.session.effects import AskVisit
from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.forms.purpose import Purpose
from kiosk.session.forms.ways import WayObstacle
from kiosk.session.intents import AskCode, AskEmailLink, Submit
from kiosk.session.offers import Obstacle
from kiosk.session.states import Asking, Filling, visit_of
from kiosk.sync.answers import Cause, Refused
from kiosk.sync.events import LinkChanged, VisitAnswered
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Emphasis, Notice, Screen, ScreenKind, Tone
from teleservices.password import PasswordRule
from teleservices.texts.catalogue import LANGUAGES, read
from teleservices.wire.problems import Problem
from teleservices.wire.visits import EmailState, MustChoose

TEXTS = {language: read(language) for language in LANGUAGES}
FORMS: dict[str, Callable[[Walk], Walk]] = {
    "form.nir": Walk.nir_form,
    "form.secret": Walk.secret_form,
    "form.secret alone": Walk.alone_secret,
    "ways": Walk.ways,
    "form.code": Walk.code_form,
    "form.password": Walk.forced_password,
    "form.password legacy": lambda walk: walk.signing_in().answer(must_choose(MustChoose.LEGACY)),
    "form.password wished": Walk.wished_password,
    "form.reset": Walk.own_reset,
    "form.reset robot": Walk.robot_form,
    "form.email": Walk.email_form,
}


def screen(walk: Walk, language: str = "fr") -> Screen:
    return present(walk.situation, TEXTS[language], walk.rules, walk.now)


@pytest.fixture
def walk() -> Walk:
    return working_terminal()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_says_every_fault_in_the_same_words_twice(name: str, language: str) -> None:
    walk = FORMS[name](working_terminal())
    state = walk.state
    assert isinstance(state, Filling)
    bare = screen(walk, language)
    assert bare.id == name.split(maxsplit=1)[0]
    places = ["", *(field.id for field in bare.fields)]
    until = walk.rules.local_time()
    for reason, place, tries in product(Reason, places, (None, 1, 2)):
        fault = Fault(reason, place, tries, until if tries else None)
        walk.situation = replace(walk.situation, state=replace(state, faults=(fault,)))
        shown = screen(walk, language)
        errors = [notice.text for notice in shown.notices if notice.tone is Tone.ERROR]
        assert len(errors) == 1
        assert [field.error for field in shown.fields if field.error] == (errors if place else [])


def test_several_faults_of_one_field_are_one_notice(walk: Walk) -> None:
    walk.forced_password().do(filled(password="ab"))
    shown = screen(walk)
    errors = [notice.text for notice in shown.notices if notice.tone is Tone.ERROR]
    assert errors == [shown.fields[0].error]
    assert errors[0].startswith("Le mot de passe a 8 à 25\u00a0caractères. Il manque une lettre majuscule.")


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_one_main_button_which_sends_it(name: str) -> None:
    shown = screen(FORMS[name](working_terminal()))
    primary = [action.intent for action in shown.actions if action.emphasis is Emphasis.PRIMARY]
    assert primary == ([] if shown.kind is ScreenKind.MENU else [Submit()])
    assert (shown.keyboard is not None) is bool(shown.fields)
    assert len({field.id for field in shown.fields}) == len(shown.fields)
    assert all(field.label for field in shown.fields)
    assert not [field for field in shown.fields if field.masked and field.value]


def test_titles_are_all_different() -> None:
    arrivals = [*FORMS.values(), Walk.told_password, Walk.told_email, Walk.told_reset, Walk.told_over, Walk.home]
    titles = [screen(arrive(working_terminal())).title for arrive in arrivals]
    # A form reached in two ways keeps its title.
    assert len(set(titles)) == len(titles) - 3


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("language", LANGUAGES)
def test_waiting_names_what_is_done(walk: Walk, purpose: Purpose, language: str) -> None:
    walk.signing_in()
    assert isinstance(walk.state, Asking)
    walk.situation = replace(walk.situation, state=replace(walk.state, purpose=purpose))
    shown = screen(walk, language)
    assert (shown.id, shown.kind) == ("asking", ScreenKind.WAIT)
    assert shown.title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", [*Obstacle, *WayObstacle])
def test_every_obstacle_has_its_words(reason: Obstacle | WayObstacle, language: str) -> None:
    family = "way_obstacle" if isinstance(reason, WayObstacle) else "obstacle"
    assert TEXTS[language].t(f"{family}.{reason.value}")


def test_the_table_of_words_of_the_standards(walk: Walk) -> None:
    walk.signing_in().answer(Refused(Problem.CREDENTIALS, tries_left=2))
    assert screen(walk).notices == (
        Notice("Le mot de passe ne correspond pas. Il vous reste 2\u00a0essais.", Tone.ERROR),
    )
    walk.do(filled(secret=SECRET)).answer(Refused(Problem.LOCKED, retry_after_s=1800))
    assert "l’accès est bloqué jusqu’à 14\u00a0h\u00a030" in screen(walk).notices[0].text
    assert "until 14:30" in screen(walk, "en").notices[0].text


def test_without_a_card_neither_half_is_said_to_be_wrong(walk: Walk) -> None:
    walk.alone_secret().do(filled(secret=SECRET)).answer(Refused(Problem.CREDENTIALS))
    assert screen(walk).notices[0].text == "Le numéro ou le mot de passe ne correspond pas."
    assert not screen(walk).fields[0].error


def test_the_code_page_says_where_it_went_and_whom_to_give_it(walk: Walk) -> None:
    shown = screen(walk.code_form())
    assert f"Nous avons envoyé un code au {CODE_SENT.number}." in shown.lead
    assert any("ne vous demandera jamais ce code" in notice.text for notice in shown.notices)
    assert "0427" not in str(shown)


@pytest.mark.parametrize(
    ("after", "said"), [(0, "60\u00a0secondes"), (58.5, "2\u00a0secondes"), (59.5, "1\u00a0seconde.")]
)
def test_the_countdown(walk: Walk, after: float, said: str) -> None:
    walk.code_form().at(after)
    assert any(said in notice.text for notice in screen(walk).notices)
    assert not [action for action in screen(walk).actions if isinstance(action.intent, AskCode)]


def test_the_button_comes_when_the_countdown_ends(walk: Walk) -> None:
    walk.code_form().at(60)
    assert not [notice for notice in screen(walk).notices if "seconde" in notice.text]
    assert [action.label for action in screen(walk).actions if isinstance(action.intent, AskCode)] == [
        "Renvoyer le SMS"
    ]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (None, "en cours d’envoi"),
        (SmsEnded("sms-1", modem.Sent(1)), ""),
        (SmsReported("sms-1", delivered=True), "est arrivé"),
        (SmsEnded("sms-1", modem.NotSent(modem.SendFault.NO_CREDIT)), "n’est pas parti"),
        (SmsEnded("sms-1", modem.SendUnknown()), "Nous ne savons pas si le SMS est parti"),
    ],
)
def test_how_far_the_sms_has_come(walk: Walk, event: SmsEnded | SmsReported | None, said: str) -> None:
    walk.code_form().do(*([event] if event else []))
    texts = [notice.text for notice in screen(walk).notices if "Le SMS" in notice.text or "si le SMS" in notice.text]
    assert (said in texts[0]) if said else (texts == [])
    assert screen(walk, "en").notices


def tiles(walk: Walk) -> dict[str, tuple[bool, str]]:
    return {tile.id: (tile.enabled, tile.detail) for tile in screen(walk).tiles}


def test_the_ways_show_the_masked_number(walk: Walk) -> None:
    assert tiles(walk.ways())["way-code"] == (True, f"Il sera envoyé au {CANARY} ** 78")
    assert [tile.intent for tile in screen(walk).tiles] == [AskCode(), AskEmailLink()]


def test_a_code_that_was_just_sent_is_not_sent_twice(walk: Walk) -> None:
    walk.code_form()
    assert "vient d’être envoyé" in tiles(walk.ways_again())["way-code"][1]


@pytest.mark.parametrize(
    ("arrive", "said"),
    [
        (lambda walk: walk.ways().do(ModemChanged(modem.Silent())), "La borne ne peut pas envoyer de SMS"),
        (lambda walk: walk.ways().do(LinkChanged(up=False, cause=Cause.TIMEOUT)), "Demandez un code à l’accueil ou au"),
        (Walk.alone_ways, "demande votre carte Vitale"),
    ],
)
def test_a_way_that_is_closed_says_where_to_go(walk: Walk, arrive: Callable[[Walk], Walk], said: str) -> None:
    enabled, detail = tiles(arrive(walk))["way-code"]
    assert not enabled
    assert said in detail
    assert "36\u00a046" in detail


def test_rules_are_listed_before_anything_is_typed(walk: Walk) -> None:
    shown = screen(walk.forced_password())
    assert [(line.rule, line.field) for line in shown.rules] == [(rule, "password") for rule in PasswordRule]
    assert [action.id for action in shown.actions] == ["submit"], "no way back from a forced choice"
    assert shown.chrome.leave is not None


def test_the_picture_is_described_without_its_digits(walk: Walk) -> None:
    picture = screen(walk.robot_form()).picture
    assert picture is not None
    assert (picture.png, picture.description) == (CHECK.picture, "Image de 5 chiffres à recopier")


def test_home_at_level_card_offers_the_identification(walk: Walk) -> None:
    shown = screen(walk.strict_home())
    assert [action.label for action in shown.actions] == ["M’identifier"]
    assert {(tile.enabled, tile.detail) for tile in shown.tiles} == {
        (True, "Le mot de passe de votre compte ameli sera demandé.")
    }


def test_home_offline_says_where_to_get_a_code(walk: Walk) -> None:
    shown = screen(walk.strict_home().do(LinkChanged(up=False, cause=Cause.TIMEOUT)))
    assert not shown.actions
    assert any("demandez un code à l’accueil ou au 36\u00a046" in notice.text for notice in shown.notices)
    assert [tile.id for tile in shown.tiles if tile.enabled] == ["service-address_change"]


def test_home_once_identified(walk: Walk) -> None:
    shown = screen(walk.identified_home())
    assert [tile.title for tile in shown.tiles] == [
        "Attestation de droits",
        "Changer d’adresse",
        "Suivre mes démarches",
        "Ma messagerie",
        "Mes informations",
        "Mon mot de passe",
        "Mon adresse e-mail",
    ]
    assert (shown.actions, shown.notices) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", list(EmailState))
def test_home_tells_what_is_wrong_with_the_address(walk: Walk, state: EmailState, language: str) -> None:
    walk.signing_in().answer(replace(IDENTIFIED, account=replace(IDENTIFIED.account, email=state)))
    assert len(screen(walk, language).notices) == (state is not EmailState.CONFIRMED)


def test_an_address_that_waits_is_shown_masked(walk: Walk) -> None:
    walk.signing_in().answer(replace(IDENTIFIED, account=replace(IDENTIFIED.account, pending="m•••@e•••.fr")))
    assert "m•••@e•••.fr" in screen(walk).notices[0].text


def test_nobody_is_named_before_they_said_who_they_are(walk: Walk) -> None:
    chrome = screen(walk.alone_secret()).chrome
    assert chrome.who == ""
    assert chrome.leave is not None
    assert screen(walk.do(filled(secret=SECRET)).answer(IDENTIFIED)).chrome.who == f"{CANARY}MARIE D."


def test_the_welcome_screen_lets_people_come_without_a_card(walk: Walk) -> None:
    assert [action.label for action in screen(walk).actions] == ["Je n’ai pas ma carte"]
    assert screen(walk.do(LinkChanged(up=False, cause=Cause.TIMEOUT))).actions == ()


@pytest.mark.parametrize("answer", [OPENED, STRICT])
def test_level_card_shows_no_more_than_before(walk: Walk, answer: object) -> None:
    walk.insert()
    walk.do(VisitAnswered(walk.last(AskVisit), answer))
    assert visit_of(walk.state) is not None
    assert "DUPONT" not in str(screen(walk))


@pytest.mark.parametrize("state", list(EmailState))
def test_an_email_is_announced_only_to_whom_one_can_be_sent(walk: Walk, state: EmailState) -> None:
    walk.forced_password().do(filled(password=SECRET, again=SECRET))
    walk.answer(replace(IDENTIFIED, account=replace(IDENTIFIED.account, email=state)))
    assert ("Un e-mail" in screen(walk).lead) is (state is EmailState.CONFIRMED)
