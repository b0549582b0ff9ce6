"""Declared without a link from the first moment, with the password typed last; judged once the link is back."""

from __future__ import annotations

import pytest
from declared import (
    AGAIN,
    ANOTHER,
    CHECKED_LATER,
    declares,
    judged,
    password_of,
    proves,
    reference_on,
)
from scene import scene

from dock.player import words
from dock.player.accounts import types_password
from dock.player.steps import (
    Act,
    cuts_network,
    inserts,
    restores_network,
    sees,
    sees_no_more,
    takes_card,
    titled,
    touches,
)
from dock.player.visitor import plain
from teleservices.reference import Reference

NO_CODE = "Sans liaison, un code provisoire ne suffit pas"
REFUSED = "Refusée : votre messagerie dit pourquoi"
NOT_REGISTERED = "Votre démarche n’a pas été enregistrée"
WRONG = "Le mot de passe tapé à la borne n’était pas le bon"
BY_MAIL = "Votre démarche à une borne n’a pas été enregistrée"
STREET = "8 rue Zwingli"


@pytest.mark.timeout(300)
def test_without_a_link_a_mistyped_password_is_refused_and_the_right_one_counts_once() -> None:
    """René declares three times in one visit: with a wrong password, with the right one, and once more."""
    with scene() as place:
        running = place.start()

        def plays(*acts: Act) -> None:
            for act in acts:
                act(place.visitor)

        def kept(*acts: Act) -> Reference:
            plays(*declares(STREET), touches(words.THAT_IS_IT), *acts)
            return reference_on(place.visitor)

        plays(titled(words.WELCOME), cuts_network, sees("pas de liaison"), inserts("rene"), sees("Bonjour RENÉ B."))
        wrong = kept(*proves("1234"), sees(NO_CODE), *proves("Citron+1945"), titled(words.KEPT))
        plays(sees(words.GOES_LATER, CHECKED_LATER), touches(ANOTHER))
        right = kept(*proves(password_of("rene")), titled(words.KEPT))
        plays(touches(ANOTHER))
        again = kept(*proves(password_of("rene")), titled(AGAIN))
        assert again == right != wrong

        plays(takes_card, titled("Prenez vos 3 documents"))
        papers = [plain(" ".join(paper.lines)) for paper in place.dock.papers()]
        for paper, reference in zip(papers, (wrong, right, right), strict=True):
            assert [said for said in (words.RECEIPT, plain(reference.grouped)) if said not in paper] == []
        plays(titled(words.WELCOME), sees("déclarations attendent"), restores_network, sees_no_more("attendent"))

        plays(inserts("rene"), touches(words.REQUESTS), titled(words.SIGN_IN), types_password("rene"))
        plays(touches(words.IDENTIFY), titled(words.REQUESTS), sees(REFUSED, words.REGISTERED))
        assert judged(place.directory) == [(wrong.signs, "refused"), (right.signs, "registered")]
        plays(touches(words.BACK), touches(words.MESSAGES), touches(NOT_REGISTERED), sees(WRONG))
        (told,) = [mail for mail in place.dock.mails() if mail.subject == BY_MAIL]
        assert told.to == "rene.benaissa@exemple.test"
        assert running.exit_status is None
