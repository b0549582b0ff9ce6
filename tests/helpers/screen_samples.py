"""Sample screens: every kind, every drawing, the longest texts, and names that try to be HTML."""

from __future__ import annotations

from dataclasses import replace

from declaration_samples import DECLARATIONS, SUGGESTED
from form_samples import FORMS
from maintenance_screens import SHAPES
from sample_chrome import BACK, CHROME, LONG_VISIT, RETRY, VISIT

from kiosk.session.intents import (
    AnotherService,
    ChangeRequest,
    ChooseService,
    ComeWithoutCard,
    Confirm,
    Continue,
    Leave,
    PickBeneficiary,
    PrintNow,
    Retry,
    Stay,
    ToggleMention,
)
from kiosk.ui.screen import (
    Action,
    Drawing,
    Emphasis,
    IdleWarning,
    Line,
    Notice,
    Option,
    Screen,
    ScreenKind,
    Tile,
    Tone,
)
from teleservices.wire.rights import Mention

WELCOME = Screen(
    id="welcome",
    kind=ScreenKind.WELCOME,
    title="Bienvenue",
    lead="Insérez votre carte Vitale, puce vers le haut.",
    drawing=Drawing.CARD_IN,
    lines=(
        Line("", "Insérez votre carte Vitale"),
        Line("", "Choisissez votre démarche"),
        Line("", "Prenez votre document"),
    ),
    actions=(Action("without-card", "Je n’ai pas ma carte", ComeWithoutCard(), icon="person"),),
    chrome=replace(CHROME, text_smaller=None),
)
WELCOME_TROUBLED = replace(
    WELCOME,
    id="welcome.troubled",
    actions=(),
    chrome=CHROME,
    notices=(
        Notice(
            "La borne n’a pas de liaison avec la caisse pour le moment. Les démarches reviendront dès que possible."
        ),
        Notice("L’imprimante n’a plus de papier : aucun document ne peut sortir pour le moment."),
    ),
)
READING = Screen(
    id="reading",
    kind=ScreenKind.WAIT,
    title="Lecture de votre carte",
    lead="Ne la retirez pas.",
    drawing=Drawing.CARD_READING,
    chrome=CHROME,
)
PRINTING = Screen(
    id="printing",
    kind=ScreenKind.WAIT,
    title="Impression en cours",
    lead="Document 2 sur 3.",
    drawing=Drawing.PRINTING,
    progress=0.62,
    chrome=VISIT,
)
PRINTING_UNKNOWN = replace(PRINTING, id="printing.unknown", lead="", progress=None)
RIGHTS = Tile(
    "service-rights_attestation",
    "Attestation de droits",
    "Pour la pharmacie, le médecin ou l’hôpital",
    "attestation",
    enabled=True,
    intent=ChooseService("rights_attestation"),
)
HOME = Screen(
    id="home",
    kind=ScreenKind.MENU,
    title="Bonjour MARIE D.",
    lead="Que souhaitez-vous faire ?",
    tiles=(RIGHTS,),
    chrome=VISIT,
)
HOME_OFFLINE = replace(
    HOME,
    id="home.offline",
    notices=(
        Notice("Votre caisse ne répond pas pour le moment. Rien n’a été enregistré."),
        Notice("2 documents sont prêts. Ils s’imprimeront quand vous retirerez votre carte.", Tone.SUCCESS),
    ),
    tiles=(
        replace(
            RIGHTS,
            enabled=False,
            detail="Pas de liaison avec votre caisse pour le moment. Un conseiller peut l’imprimer à l’accueil.",
        ),
    ),
    actions=(Action("retry", "Réessayer", Retry(), icon="retry"),),
)
_MANY = (
    ("Attestation de droits", "Pour la pharmacie, le médecin ou l’hôpital", "attestation", True),
    ("Mes paiements", "Voir mes derniers remboursements", "paper", True),
    ("Ma carte Vitale", "La mettre à jour", "card", True),
    ("Indemnités journalières", "Attestation de paiement", "paper", True),
    ("Rattacher un enfant", "Déclaration aux deux parents", "person", True),
    ("Médecin traitant", "Le déclarer ou en changer", "person", False),
    ("Carte européenne", "Pour un voyage en Europe", "card", True),
    ("Complémentaire santé solidaire", "Demander ou renouveler", "attestation", True),
    ("Perte ou vol de la carte", "Le déclarer et en commander une", "card", True),
    ("Mes informations", "Adresse, téléphone, banque", "person", True),
    ("Mon compte ameli", "Créer ou retrouver l’accès", "person", False),
    ("Déposer un document", "Il sera lu par votre caisse", "attestation", True),
)
HOME_TWELVE = replace(
    HOME,
    id="home.twelve",
    tiles=tuple(
        Tile(
            f"service-{place}",
            title,
            detail if enabled else "Bientôt sur cette borne. Adressez-vous à l’accueil.",
            icon,
            enabled,
            ChooseService(f"s{place}"),
        )
        for place, (title, detail, icon, enabled) in enumerate(_MANY)
    ),
)
HOME_THREE = replace(HOME_TWELVE, id="home.three", tiles=HOME_TWELVE.tiles[4:7])
SUMMARY = Screen(
    id="summary",
    kind=ScreenKind.SUMMARY,
    title="Votre attestation de droits",
    lead="Voici ce que la borne va imprimer.",
    drawing=Drawing.DOCUMENT,
    lines=(Line("Pour", "MARIE D."), Line("Mentions", "Sans mention")),
    actions=(
        Action("print", "Imprimer l’attestation", Confirm(), Emphasis.PRIMARY, "print"),
        Action("change", "Changer", ChangeRequest(), icon="edit"),
        BACK,
    ),
    chrome=VISIT,
)
SUMMARY_LONG = replace(
    SUMMARY,
    id="summary.long",
    lines=(
        Line("Pour", "<img src=file:///etc/passwd> ANNE-SOPHIE-CHARLOTTE-ÉLÉONORE D."),
        Line("Mentions", "Affection de longue durée (ALD), Exonération du ticket modérateur"),
    ),
    chrome=LONG_VISIT,
)
SUMMARY_TROUBLED = replace(SUMMARY, id="summary.troubled", notices=WELCOME_TROUBLED.notices[1:])
ONWARD = (Action("continue", "Continuer", Continue(), Emphasis.PRIMARY, "forward"), BACK)
BENEFICIARY = Screen(
    id="beneficiary",
    kind=ScreenKind.CHOICE,
    title="Pour qui est l’attestation ?",
    step="Étape 1 sur 2",
    options=tuple(
        Option(f"beneficiary-{place}", name, "Ayant droit" if place else "Vous-même", place == 1, PickBeneficiary(name))
        for place, name in enumerate(("MARIE D.", "ZOÉ D.", "GAËTAN D."))
    ),
    actions=ONWARD,
    chrome=VISIT,
)
BENEFICIARY_SEVEN = replace(
    BENEFICIARY,
    id="beneficiary.seven",
    options=tuple(
        Option(f"beneficiary-{place}", name, "Ayant droit" if place else "Vous-même", place == 0, PickBeneficiary(name))
        for place, name in enumerate(
            ("MARIE D.", "ZOÉ D.", "GAËTAN D.", "<i>LOUIS</i> D.", "ANNE-SOPHIE-CHARLOTTE D.", "ÉLOÏSE D.", "NOÉ D.")
        )
    ),
)
BENEFICIARY_TROUBLED = replace(BENEFICIARY, id="beneficiary.troubled", notices=WELCOME_TROUBLED.notices)
MENTIONS = Screen(
    id="mentions",
    kind=ScreenKind.CHOICE,
    title="Quelles mentions ajouter ?",
    lead="Elles sont facultatives. Sans elles, l’attestation suffit le plus souvent.",
    step="Étape 2 sur 2",
    multiple=True,
    options=(
        Option(
            "mention-ald",
            "Affection de longue durée (ALD)",
            "Donnée de santé : ne l’ajoutez que si on vous la demande.",
            checked=True,
            intent=ToggleMention(Mention.LONG_TERM_ILLNESS),
        ),
        Option(
            "mention-exoneration",
            "Exonération du ticket modérateur",
            "Indique les soins pris en charge à 100 %.",
            checked=False,
            intent=ToggleMention(Mention.COPAYMENT_EXEMPTION),
        ),
    ),
    actions=ONWARD,
    chrome=VISIT,
)
COLLECTED = Screen(
    id="collected",
    kind=ScreenKind.MESSAGE,
    title="Retirez votre carte",
    lead="Votre document est prêt. Il s’imprime dès que la carte est sortie.",
    tone=Tone.SUCCESS,
    drawing=Drawing.CARD_OUT,
    actions=(
        Action("another", "Faire une autre démarche", AnotherService(), icon="services"),
        Action("print-now", "Imprimer maintenant", PrintNow(), icon="print"),
    ),
    chrome=VISIT,
)
WARNED = replace(
    HOME,
    id="home.warned",
    warning=IdleWarning(
        title="Êtes-vous toujours là ?",
        lead="Sans réponse, votre visite se termine et vos informations sont effacées.",
        seconds_left=18,
        seconds_total=30,
        actions=(
            Action("stay", "Oui, continuer", Stay(), Emphasis.PRIMARY),
            Action("warning-leave", "Non, quitter", Leave()),
        ),
    ),
)


def _told(drawing: Drawing, title: str, lead: str, tone: Tone, *actions: Action) -> Screen:
    return Screen(
        id=f"told.{drawing.value or 'none'}",
        kind=ScreenKind.MESSAGE,
        title=title,
        lead=lead,
        tone=tone,
        drawing=drawing,
        actions=actions,
        chrome=CHROME,
    )


LEAVE_UNPRINTED = Action("leave", "Quitter sans imprimer", Leave(), icon="leave")
TOLD = (
    _told(Drawing.NONE, "Votre dossier est à jour", "Il n’y a rien à faire aujourd’hui.", Tone.INFO, BACK),
    _told(
        Drawing.CARD_MUTE,
        "Votre carte ne répond pas",
        "Retirez-la, essuyez la puce, puis remettez-la, puce vers le haut. "
        "Si cela recommence, adressez-vous à l’accueil.",
        Tone.WARNING,
    ),
    _told(
        Drawing.CARD_WRONG,
        "Cette carte n’est pas une carte Vitale",
        "Retirez-la, puis insérez votre carte Vitale. Rien n’a été lu de cette carte.",
        Tone.WARNING,
    ),
    _told(
        Drawing.CARD_OLD,
        "Votre carte Vitale est d’un ancien modèle",
        "Cette borne ne peut pas la lire. Retirez-la et adressez-vous à l’accueil.",
        Tone.WARNING,
    ),
    _told(
        Drawing.READER_MISSING,
        "La lecture des cartes est arrêtée",
        "Cette borne ne peut pas lire les cartes pour le moment. Adressez-vous à l’accueil, ou prenez une autre borne.",
        Tone.ERROR,
    ),
    _told(
        Drawing.TAKE_PAPER,
        "Prenez votre document",
        "Merci. Vos informations sont effacées de la borne.",
        Tone.SUCCESS,
    ),
    _told(
        Drawing.NO_PAPER,
        "La borne n’a plus de papier",
        "Votre document n’est pas imprimé. Prévenez l’accueil : il sortira tout seul après le changement du rouleau.",
        Tone.WARNING,
        RETRY,
        LEAVE_UNPRINTED,
    ),
    _told(
        Drawing.COVER_OPEN,
        "Le capot de l’imprimante est ouvert",
        "Votre document n’est pas imprimé. Prévenez l’accueil : il sortira tout seul, capot fermé.",
        Tone.WARNING,
        RETRY,
        LEAVE_UNPRINTED,
    ),
    _told(
        Drawing.PRINTER_GONE,
        "L’imprimante est débranchée",
        "Votre document n’est pas imprimé. Réessayez, ou adressez-vous à l’accueil.",
        Tone.WARNING,
        RETRY,
        LEAVE_UNPRINTED,
    ),
    _told(
        Drawing.PRINT_UNKNOWN,
        "Votre document est-il sorti ?",
        "L’imprimante n’a pas confirmé. Regardez sous l’écran. S’il n’y a rien, imprimez-le à nouveau.",
        Tone.WARNING,
        RETRY,
        LEAVE_UNPRINTED,
    ),
    _told(Drawing.DOCUMENT, "Votre document est prêt", "Il s’imprimera à la fin de votre visite.", Tone.SUCCESS),
    _told(Drawing.CLOCK, "Visite terminée", "La durée d’une visite est de 20 minutes.", Tone.INFO),
    _told(
        Drawing.LINK_DOWN,
        "Votre caisse ne répond pas",
        "L’attestation n’est pas imprimée. Réessayez dans un instant, ou adressez-vous à l’accueil.",
        Tone.WARNING,
        RETRY,
        BACK,
    ),
    _told(Drawing.GOODBYE, "Au revoir", "Merci. Vos informations sont effacées de la borne.", Tone.SUCCESS),
    _told(
        Drawing.OUT_OF_SERVICE,
        "Cette borne est arrêtée",
        "Prenez une autre borne, ou adressez-vous à l’accueil.",
        Tone.ERROR,
    ),
)
SAMPLES = (
    WELCOME,
    WELCOME_TROUBLED,
    READING,
    HOME,
    HOME_OFFLINE,
    HOME_THREE,
    HOME_TWELVE,
    SUMMARY,
    SUMMARY_LONG,
    SUMMARY_TROUBLED,
    BENEFICIARY,
    BENEFICIARY_SEVEN,
    BENEFICIARY_TROUBLED,
    MENTIONS,
    PRINTING,
    PRINTING_UNKNOWN,
    COLLECTED,
    WARNED,
    *FORMS,
    *TOLD,
    *DECLARATIONS,
    *SUGGESTED,
    *SHAPES,
)
