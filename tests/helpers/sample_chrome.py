"""What surrounds every sample screen."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.intents import Back, ChooseLanguage, Leave, ResizeText, Retry, ToggleContrast
from kiosk.ui.screen import Action, Chrome, Emphasis

LEAVE = Action("leave", "Quitter", Leave(), icon="leave")
CHROME = Chrome(
    who="",
    leave=None,
    help="Besoin d’aide ? Un conseiller est à l’accueil, ou au 36 46 (service gratuit + prix de l’appel).",
    languages=(
        Action("language-fr", "Français", ChooseLanguage("fr")),
        Action("language-en", "English", ChooseLanguage("en")),
    ),
    language="fr",
    text_larger=Action("text-larger", "Texte plus grand", ResizeText(1), icon="text-larger"),
    text_smaller=Action("text-smaller", "Texte plus petit", ResizeText(-1), icon="text-smaller"),
    contrast=Action("contrast", "Contraste renforcé", ToggleContrast(), icon="contrast"),
    page_up="Page précédente",
    page_down="Page suivante",
)
VISIT = replace(CHROME, who="MARIE D.", leave=LEAVE)
LONG_VISIT = replace(CHROME, who="<b>ANNE-SOPHIE</b> D.", leave=LEAVE)
BACK = Action("back", "Retour", Back(), icon="back")
RETRY = Action("retry", "Réessayer", Retry(), Emphasis.PRIMARY, "retry")
