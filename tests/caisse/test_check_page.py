"""The page behind the address on the paper."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from running_caisse import HORTENSE, MARIE, RENE, Caisse, Terminal

from teleservices.nir import Nir

VOID = {"meta", "path", "circle"}


class Page(HTMLParser):
    """Reads a page as a strict reader would: every tag closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] != "style":
            self.said.append(data.strip())


def test_an_attestation_is_confirmed_with_a_first_name_and_an_initial(caisse: Caisse, terminal: Terminal) -> None:
    document = terminal.attest(terminal.visit(RENE), 0, "ald").json()
    answer = caisse.get(f"/v/{document['reference']}")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Cette attestation a bien été délivrée" in page.said
    assert "RENÉ B." in page.said
    assert "21\u00a0novembre\u00a02026" in page.said
    assert any("janvier\u00a01968" in said for said in page.said)
    for hidden in (RENE, RENE[:13], Nir(RENE[:13]).grouped, "BENAÏSSA", "ald", "longue durée"):
        assert hidden not in answer.text


@pytest.mark.parametrize("written", ["{0}", "{1}", "{1} ", "{2}"])
def test_a_reference_may_be_typed_as_people_do(caisse: Caisse, terminal: Terminal, written: str) -> None:
    reference = terminal.attest(terminal.visit()).json()["reference"]
    spaced = f"{reference[:4]} {reference[4:8]} {reference[8:]}".lower()
    path = written.format(reference, spaced, spaced.replace(" ", "-")).replace(" ", "%20")
    assert caisse.get(f"/v/{path}").status_code == 200


@pytest.mark.parametrize("reference", ["AAAAAAAAAA", "0", "%00", "%C3%A9", "%3Cscript%3E", MARIE])
def test_an_unknown_reference_is_told_calmly_and_never_repeated(caisse: Caisse, reference: str) -> None:
    answer = caisse.get(f"/v/{reference}")
    page = Page(answer.text)
    assert answer.status_code == 404
    assert "Nous ne trouvons pas cette référence" in page.said
    assert MARIE not in answer.text
    assert "<script" not in answer.text


def test_names_are_never_markup(caisse: Caisse, terminal: Terminal) -> None:
    reference = terminal.attest(terminal.visit(HORTENSE)).json()["reference"]
    page = Page(caisse.get(f"/v/{reference}").text)
    assert "HORTENSE MARIE-ANTOINETTE JOSÉPHINE B." in page.said
    assert "b" not in {tag for tag, _ in page.tags}


def test_a_screen_reader_finds_its_way(caisse: Caisse) -> None:
    page = Page(caisse.get("/v/AAAAAAAAAA").text)
    names = [tag for tag, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "fr"})
    assert (names.count("main"), names.count("h1"), names.count("title")) == (1, 1, 1)
    assert all(attributes.get("aria-hidden") == "true" for tag, attributes in page.tags if tag == "svg")
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in page.tags


@pytest.mark.parametrize(
    ("wished", "language"),
    [("en-GB,en;q=0.9", "en"), ("fr-CA", "fr"), ("de, en;q=0.5", "en"), ("de", "fr"), ("", "fr"), (";;,,=", "fr")],
)
def test_a_visitor_reads_their_language_or_french(caisse: Caisse, wished: str, language: str) -> None:
    answer = caisse.get("/v/AAAAAAAAAA", Accept_Language=wished)
    assert Page(answer.text).tags[0] == ("html", {"lang": language})
    assert "Accept-Language" in answer.headers["Vary"]


def test_nothing_is_fetched_run_or_kept(caisse: Caisse) -> None:
    answer = caisse.get("/v/AAAAAAAAAA")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    tags = Page(answer.text).tags
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in tags}
    assert not any(
        key.startswith("on") or key in {"style", "src", "href"} for _, attributes in tags for key in attributes
    )
