"""The frame of the caisse's public pages: one column, no script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Final

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1d2733; --quiet: #4d5a68; --paper: #fff; --ground: #eef1f5; --rule: #d5dbe2;
  --accent: #0c5a8a; --good: #1a6b3c; --good-ground: #e6f4ea; --calm-ground: #fdf3dc; --calm: #7a4d00; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef2f6; --quiet: #b3bfcb; --paper: #1b242e; --ground: #10161d;
  --rule: #34414e; --accent: #8cc8f0; --good: #8fdcae; --good-ground: #16321f; --calm-ground: #362a10;
  --calm: #f3cf83; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--ink); font: 1.125rem/1.55 system-ui, "Segoe UI", Roboto, sans-serif;
  padding: clamp(1rem, 4vw, 3rem); }
header, main { max-width: 38rem; margin-inline: auto; }
header { color: var(--accent); font-weight: 650; letter-spacing: .01em; padding-bottom: 1rem; }
main { background: var(--paper); border-radius: 1rem; overflow: hidden; box-shadow: 0 1px 3px rgb(0 0 0 / .12); }
.verdict { padding: clamp(1.25rem, 5vw, 2.25rem); display: flex; gap: 1rem; }
.verdict svg { flex: none; width: 2.5rem; height: 2.5rem; }
.found { background: var(--good-ground); } .found h1, .found svg { color: var(--good); }
.unknown { background: var(--calm-ground); } .unknown h1, .unknown svg { color: var(--calm); }
h1 { font-size: clamp(1.35rem, 5vw, 1.75rem); line-height: 1.2; text-wrap: balance; }
.verdict p { padding-top: .35rem; }
dl { padding: 1rem clamp(1.25rem, 5vw, 2.25rem) 0; }
dl div { padding: .7rem 0; border-bottom: 1px solid var(--rule); display: flex; flex-wrap: wrap; gap: 0 1rem; }
dt { color: var(--quiet); flex: 0 0 9.5rem; } dd { font-weight: 600; flex: 1 1 14rem; overflow-wrap: anywhere; }
.reference { font-variant-numeric: tabular-nums; letter-spacing: .06em; }
.note { color: var(--quiet); padding: 1.25rem clamp(1.25rem, 5vw, 2.25rem) 2rem; }
@media print { body { background: none; padding: 0; } main { box-shadow: none; } }
"""
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The ``Content-Security-Policy`` under which the page is served: its own style and nothing else."""


def page(language: str, title: str, brand: str, body: str) -> str:
    """A whole HTML document.

    Args:
        language: of the text, for screen readers.
        title: plain text.
        brand: plain text above the page.
        body: HTML, everything in it escaped already.
    """
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<header>{escape(brand)}</header>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
