"""Sample forms: every keyboard, masked fields, rules, a picture, and each with its mistake."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

from PIL import Image, ImageDraw, ImageFont
from sample_chrome import BACK, CHROME, VISIT

from kiosk.session.intents import AnotherCheck, AskCode, ForgotPassword, Listen, Submit
from kiosk.ui.presenter.keyboard import keyboard_words
from kiosk.ui.screen import Action, Emphasis, Field, Notice, Picture, RuleLine, Screen, ScreenKind, Tone
from teleservices.alphabets import FieldKind
from teleservices.password import PasswordRule
from teleservices.texts.catalogue import read

WORDS = keyboard_words(read("fr"))
ENGLISH_WORDS = keyboard_words(read("en"))
SUBMIT = Action("submit", "Valider", Submit(), Emphasis.PRIMARY, "forward")


def _form(name: str, title: str, *fields: Field, lead: str = "", actions: tuple[Action, ...] = ()) -> Screen:
    return Screen(
        id=f"form.{name}",
        kind=ScreenKind.FORM,
        title=title,
        lead=lead,
        fields=fields,
        keyboard=WORDS,
        actions=(SUBMIT, *actions, BACK),
        chrome=VISIT,
    )


def wrong(screen: Screen, error: str) -> Screen:
    """The same form, its first field at fault."""
    first, *others = screen.fields
    return replace(
        screen,
        id=f"{screen.id}.wrong",
        fields=(replace(first, error=error), *others),
        notices=(Notice(error, Tone.ERROR),),
    )


def drawn(text: str) -> str:
    """Digits as the caisse draws them, PNG in base64."""
    image = Image.new("L", (260, 80), 255)
    ImageDraw.Draw(image).text((30, 12), text, fill=0, font=ImageFont.load_default(48))
    out = io.BytesIO()
    image.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode("ascii")


PASSWORD = _form(
    "password",
    "Votre mot de passe",
    Field("secret", "Mot de passe du compte ameli", FieldKind.PASSWORD, masked=True),
    lead="Il reste secret : personne ne vous le demandera.",
    actions=(Action("forgot", "Mot de passe oublié ?", ForgotPassword(), icon="key"),),
)
_LABELS = {
    PasswordRule.LENGTH: "8 à 25 caractères",
    PasswordRule.LOWER: "Une lettre minuscule",
    PasswordRule.UPPER: "Une lettre majuscule",
    PasswordRule.DIGIT_OR_SPECIAL: "Un chiffre ou un signe",
    PasswordRule.SIGNS: "Seulement ces signes",
}
NEW_PASSWORD = replace(
    _form(
        "new_password",
        "Choisissez un mot de passe",
        Field("first", "Nouveau mot de passe", FieldKind.PASSWORD, masked=True),
        Field("second", "Le même, une seconde fois", FieldKind.PASSWORD, masked=True),
    ),
    rules=tuple(RuleLine(rule, "first", label) for rule, label in _LABELS.items()),
)
NIR = _form(
    "nir",
    "Votre numéro de sécurité sociale",
    Field("nir", "Numéro de sécurité sociale", FieldKind.NIR, "Les 13 premiers chiffres, en haut de votre carte"),
)
NIR_AND_DATE = _form(
    "nir_date",
    "Mot de passe oublié",
    Field("nir", "Numéro de sécurité sociale", FieldKind.NIR, value="2840588321025"),
    Field("birth", "Date de naissance", FieldKind.DATE, "Jour, mois, année : 12051984"),
)
EMAIL = _form(
    "email",
    "Votre adresse e-mail",
    Field(
        "email",
        "Adresse e-mail",
        FieldKind.EMAIL,
        "Par exemple : prenom.nom@exemple.fr",
        value="marie@exemple.fr",
    ),
)
CODE = _form(
    "code",
    "Votre code provisoire",
    Field("code", "Code reçu par SMS", FieldKind.CODE, "4 chiffres", masked=True),
    lead="Il est envoyé au 06 ** ** ** 78.",
    actions=(Action("again", "Renvoyer le code", AskCode(), icon="sms"),),
)
CHECK = replace(
    _form(
        "check",
        "Recopiez les chiffres",
        Field("check", "Chiffres de l’image", FieldKind.CHECK),
        actions=(
            Action("listen", "Écouter", Listen(), icon="sound"),
            Action("another", "Autre image", AnotherCheck(), icon="retry"),
        ),
    ),
    picture=Picture(drawn("4 0 7 1 9"), "Une image de cinq chiffres. Vous pouvez aussi les écouter."),
    chrome=CHROME,
)
NAME = _form("name", "Votre nom", Field("name", "Nom de naissance", FieldKind.NAME, value="<b>D’AURÉ</b>"))
STREET = _form("street", "Votre adresse", Field("street", "Numéro et rue", FieldKind.STREET, value="12, rue de l’Île"))
MESSAGE = _form("message", "Votre message", Field("message", "Message", FieldKind.MESSAGE))
AMOUNT = _form("amount", "Montant à payer", Field("amount", "Montant", FieldKind.AMOUNT, "Par exemple : 24,50"))
WRONG = (
    wrong(PASSWORD, "Le numéro ou le mot de passe ne correspond pas. Il vous reste des essais."),
    wrong(NEW_PASSWORD, "Ce mot de passe contient votre nom : choisissez-en un autre."),
    wrong(NIR, "Il manque un chiffre : le numéro en a 13."),
    wrong(CHECK, "Ces chiffres ne sont pas ceux de l’image. En voici d’autres."),
)
POSTCODE = _form("postcode", "Votre commune", Field("postcode", "Code postal", FieldKind.POSTCODE, "5 chiffres"))
DIGITS = _form("digits", "Maintenance", Field("number", "Numéro de technicien", FieldKind.DIGITS, "6 chiffres"))
TOKEN = _form(
    "token", "Inscription", Field("token", "Jeton donné par la caisse", FieldKind.TOKEN, "Majuscules comprises")
)
ONE_OF_EACH = (
    PASSWORD,
    NAME,
    STREET,
    MESSAGE,
    NIR,
    EMAIL,
    AMOUNT,
    NIR_AND_DATE,
    CODE,
    CHECK,
    POSTCODE,
    DIGITS,
    TOKEN,
)
"""Together they have every kind of field."""
FORMS = (*ONE_OF_EACH, NEW_PASSWORD, *WRONG)
