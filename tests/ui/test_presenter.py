"""Every situation has one screen, in both languages, with the sentence expected of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest
from session_walk import MESSAGES, OPENED, Walk, working_terminal

from kiosk.devices.card import outcomes
from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.printer import status
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrintProgress
from kiosk.session.effects import AskAttestation, AskVisit, Print
from kiosk.session.events import Broken, Tick
from kiosk.session.intents import OpenMessage, ToggleMention
from kiosk.session.maintaining import Tool
from kiosk.session.states import Goodbye, Parting, RemoveCard, State
from kiosk.sync.answers import Cause, Refused
from kiosk.sync.events import AttestationAnswered, LinkChanged, VisitAnswered
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Screen, ScreenKind
from teleservices.texts.catalogue import LANGUAGES, read
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Mention

TEXTS = {language: read(language) for language in LANGUAGES}


@pytest.fixture
def walk() -> Walk:
    return working_terminal()


def screen(walk: Walk, language: str = "fr") -> Screen:
    return present(walk.situation, TEXTS[language], walk.rules, walk.now)


def read_card(reading: outcomes.CardReading) -> Callable[[Walk], Walk]:
    return lambda walk: walk.do(CardInserted(), CardRead(reading))


def turned_away(problem: Problem, regime: str | None = None) -> Callable[[Walk], Walk]:
    def arrive(walk: Walk) -> Walk:
        walk.insert()
        return walk.do(VisitAnswered(walk.last(AskVisit), Refused(problem, regime)))

    return arrive


def not_fetched(problem: Problem) -> Callable[[Walk], Walk]:
    def arrive(walk: Walk) -> Walk:
        walk.fetching()
        return walk.do(AttestationAnswered(walk.last(AskAttestation), Refused(problem)))

    return arrive


def print_end(end: status.PrintEnd) -> Callable[[Walk], Walk]:
    def arrive(walk: Walk) -> Walk:
        walk.printing()
        return walk.do(PrintEnded(walk.last(Print), end))

    return arrive


CASES: list[tuple[str, Callable[[Walk], Walk], str]] = [
    ("maintenance.door", Walk.at_door, "Réservé aux techniciens."),
    ("maintenance.menu", Walk.maintaining, "Bonjour"),
    ("maintenance.touch", lambda walk: walk.using(Tool.TOUCH), "Passez le doigt"),
    ("maintenance.plate.white", lambda walk: walk.using(Tool.SCREEN), "Blanc"),
    ("welcome", lambda walk: walk, "Insérez votre carte Vitale"),
    ("reader.missing", lambda walk: walk.do(ReaderChanged(outcomes.ReaderMissing("x"))), "Adressez-vous à l’accueil"),
    ("reading", lambda walk: walk.do(CardInserted()), "Ne la retirez pas."),
    ("refused.mute", read_card(outcomes.CardMute()), "essuyez la puce"),
    ("refused.not_vitale", read_card(outcomes.NotVitale()), "insérez votre carte Vitale"),
    ("refused.vitale1", read_card(outcomes.Vitale1()), "adressez-vous à l’accueil"),
    ("refused.professional", read_card(outcomes.ProfessionalCard()), "réservée aux assurés"),
    ("refused.malformed", read_card(outcomes.CardMalformed("x")), "Rien n’a été enregistré"),
    ("refused.pulled", lambda walk: walk.do(CardInserted(), CardRemoved()), "Remettez votre carte"),
    ("refused.unknown_insured", turned_away(Problem.UNKNOWN_INSURED), "adressez-vous à l’accueil"),
    ("refused.other_regime", turned_away(Problem.OTHER_REGIME, "MSA"), "MSA"),
    ("refused.other_regime", turned_away(Problem.OTHER_REGIME), "un autre régime"),
    ("refused.no_longer_accepted", turned_away(Problem.CARD_REFUSED), "adressez-vous à l’accueil"),
    ("home", Walk.home, "Que souhaitez-vous faire"),
    ("home", Walk.offline_home, "Que souhaitez-vous faire"),
    ("form.secret", Walk.secret_form, "mot de passe de votre compte ameli"),
    ("form.secret", Walk.alone_secret, "mot de passe de votre compte ameli"),
    ("form.nir", Walk.nir_form, "numéro de sécurité sociale"),
    ("form.code", Walk.code_form, "Tapez les 4\u00a0chiffres."),
    ("form.password", Walk.forced_password, "Votre code provisoire a servi"),
    ("form.password", Walk.wished_password, "Modifiez votre mot de passe"),
    ("form.reset", Walk.own_reset, "Recevez un lien par e-mail"),
    ("form.reset", Walk.robot_form, "Recevez un lien par e-mail"),
    ("form.email", Walk.email_form, "Un lien partira à cette adresse"),
    ("ways", Walk.ways, "à l’accueil ou au 36\u00a046"),
    ("asking", Walk.signing_in, "Nous vérifions votre identité"),
    ("told.password", Walk.told_password, "C’est enregistré"),
    ("told.email", Walk.told_email, "dès que vous aurez suivi ce lien"),
    ("told.reset", Walk.told_reset, "valable 30\u00a0minutes"),
    ("told.visit_over", Walk.told_over, "Retirez votre carte, puis remettez-la"),
    ("summary", Walk.summary, "Voici ce que la borne va imprimer"),
    ("beneficiary", Walk.beneficiaries, ""),
    ("mentions", Walk.mentions, "facultatives"),
    ("fetching", Walk.fetching, "quelques secondes"),
    ("fetch_failed.no_answer", Walk.fetch_failed, "n’est pas imprimée"),
    ("fetch_failed.rights_closed", not_fetched(Problem.RIGHTS_CLOSED), "ne peut pas être imprimée"),
    ("fetch_failed.level", not_fetched(Problem.LEVEL), "n’est pas imprimée"),
    ("fetch_failed.other", not_fetched(Problem.INTERNAL), "Rien n’est imprimé"),
    ("declaring.where", Walk.declaring, "Où se trouve votre nouvelle adresse"),
    ("declaring.street", Walk.street_page, "Quelle est votre rue"),
    ("review", Walk.reviewing, "Récapitulatif"),
    ("proving", Walk.proving, "votre caisse le vérifiera à la réception"),
    ("keeping", Walk.keeping, "Nous enregistrons votre déclaration"),
    ("kept", Walk.kept, "C’est enregistré"),
    ("kept", Walk.kept_deferred, "C’est enregistré"),
    ("not_kept.full", Walk.not_kept, "Rien n’est parti"),
    ("consulting", Walk.consulting, "Nous interrogeons votre caisse"),
    ("consult_failed.no_answer", Walk.consult_failed, "Votre caisse ne répond pas"),
    ("messages", Walk.consulted, "Touchez un message pour le lire"),
    ("messages.opened", lambda walk: walk.consulted().do(OpenMessage(MESSAGES.messages[0].id)), ""),
    ("queue", Walk.queue_shown, "Vous n’avez rien à faire"),
    ("collected", Walk.collected, "dès que la carte est sortie"),
    ("owing", Walk.owing, "dès que la carte est sortie"),
    ("printing", Walk.printing, "Votre document sort"),
    ("trouble.no_paper", print_end(status.NotPrinted(status.NoPaper())), "n’est pas imprimé"),
    ("trouble.cover_open", print_end(status.NotPrinted(status.CoverOpen())), "n’est pas imprimé"),
    ("trouble.faulty", print_end(status.NotPrinted(status.Faulty("1a"))), "n’est pas imprimé"),
    ("trouble.disconnected", print_end(status.NotPrinted(status.Disconnected("x"))), "n’est pas imprimé"),
    ("trouble.silent", print_end(status.NotPrinted(status.Silent())), "n’est pas imprimé"),
    ("trouble.unknown", print_end(status.PrintUnknown(status.Silent())), "n’a pas confirmé"),
    ("take", Walk.take, "Vos informations sont effacées"),
    ("take", Walk.take_with_card, "Votre carte est encore dans le lecteur"),
    ("remove.left", Walk.remove_card, "Vos informations sont effacées"),
    ("goodbye.left", Walk.goodbye, "Vos informations sont effacées"),
    ("goodbye.card_out", lambda walk: walk.home().do(CardRemoved()), "Vos informations sont effacées"),
    ("goodbye.not_printed", lambda walk: walk.fetching().do(CardRemoved()), "recommencer"),
    ("out_of_service", lambda walk: walk.do(Broken()), "Vos informations sont effacées"),
]


@pytest.mark.parametrize(("name", "arrive", "sentence"), CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_state_says_its_sentence(name: str, arrive: Callable[[Walk], Walk], sentence: str, language: str) -> None:
    walk = arrive(working_terminal())
    shown = screen(walk, language)
    assert shown.id == name
    assert shown.chrome.help
    if language == "fr":
        assert sentence in f"{shown.title} {shown.lead}"


def test_every_state_is_shown_by_some_case() -> None:
    reached = {type(arrive(working_terminal()).state) for _, arrive, _ in CASES}
    assert reached == set(get_args(State))


@pytest.mark.parametrize("parting", list(Parting))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parting_has_its_words(walk: Walk, parting: Parting, language: str) -> None:
    for state in (RemoveCard(parting), Goodbye(parting, 0)):
        walk.situation = replace(walk.situation, state=state)
        assert screen(walk, language).lead


def test_a_service_that_does_not_work_says_why(walk: Walk) -> None:
    walk.home().do(LinkChanged(up=False, cause=Cause.UNREACHABLE))
    tile = next(tile for tile in screen(walk).tiles if tile.id == "service-rights_attestation")
    assert not tile.enabled
    assert "Pas de liaison" in tile.detail


def test_the_welcome_screen_says_what_does_not_work(walk: Walk) -> None:
    walk.do(LinkChanged(up=False, cause=Cause.UNREACHABLE), PrinterChanged(status.NoPaper()))
    assert [notice.text.split(":")[0] for notice in screen(walk).notices] == [
        "La borne n’a pas de liaison avec la caisse pour le moment. Les démarches reviendront dès que possible.",
        "L’imprimante n’a plus de papier\u00a0",
    ]


def test_level_card_shows_a_first_name_and_an_initial_only(walk: Walk) -> None:
    walk.home()
    assert screen(walk).chrome.who.endswith("MARIE C.")
    assert "DUPONT" not in str(screen(walk))


def test_the_summary_names_beneficiary_and_mentions(walk: Walk) -> None:
    walk.mentions().do(ToggleMention(Mention.LONG_TERM_ILLNESS))
    assert screen(walk).options[0].checked
    walk.summary_again()
    values = [line.value for line in screen(walk).lines]
    assert values == [f"{OPENED.beneficiaries[0].first_name} D.", "Affection de longue durée (ALD)"]


def test_the_choice_of_beneficiary_is_one_of_two_steps(walk: Walk) -> None:
    walk.beneficiaries()
    assert (screen(walk).step, screen(walk).multiple) == ("Étape 1 sur 2", False)
    assert screen(walk.mentions()).step == "Étape 2 sur 2"


def test_progress_counts_the_documents_already_out(walk: Walk) -> None:
    walk.printing()
    walk.do(PrintProgress(walk.last(Print), 30, 120))
    assert screen(walk).progress == pytest.approx(0.25)


def test_the_warning_counts_down(walk: Walk) -> None:
    walk.home().at(60).do(Tick()).at(0.5)
    warning = screen(walk).warning
    assert warning is not None
    assert (warning.seconds_left, warning.seconds_total) == (30, 30)
    walk.at(20)
    assert screen(walk).warning == replace(warning, seconds_left=10)


def test_nobody_is_named_once_the_visit_is_closing(walk: Walk) -> None:
    for arrive in (Walk.printing, Walk.trouble, Walk.owing, Walk.take, Walk.goodbye):
        chrome = screen(arrive(working_terminal())).chrome
        assert (chrome.who, chrome.leave) == ("", None)


def test_each_kind_of_screen_is_used() -> None:
    assert {screen(arrive(working_terminal())).kind for _, arrive, _ in CASES} == set(ScreenKind)
