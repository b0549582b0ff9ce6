"""The process environment Qt starts in: ours alone, whatever the machine's says (ESC-22)."""

from __future__ import annotations

from collections.abc import MutableMapping

_QT_PREFIXES = ("QT_", "QML", "QSG_", "QTWEBENGINE", "QUICK_")
# What makes the loader, Python, C's conversions, GL, GTK or GIO load code from a place that is not ours.
_LOADERS = ("LD_", "PYTHON", "GCONV_PATH", "LIBGL_", "GBM_", "__EGL_", "__GLX_", "VK_", "GTK_", "GIO_")
# Where TLS would write its secrets, whom it would trust and what it would load.
_OF_TLS = ("SSLKEYLOGFILE", "SSL_CERT_", "OPENSSL_", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NETRC")
_PROXY = "_proxy"
_PLATFORMS = frozenset({"offscreen", "xcb", "wayland", "linuxfb", "eglfs"})
_KEPT = frozenset({"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"})
_OURS = {
    # No GPU is assumed: the software renderer redraws only what changed, where llvmpipe costs twenty times as much.
    "QT_QUICK_BACKEND": "software",
    # Python is never called from a render thread: it deadlocks with touch events.
    "QSG_RENDER_LOOP": "basic",
    # The cabinet's pixels and millimetres are in its model; a guessed scale would contradict them.
    "QT_ENABLE_HIGHDPI_SCALING": "0",
}


def clean_environment(environ: MutableMapping[str, str]) -> None:
    """Remove every Qt variable from ``environ`` but the platform's name, what could load others' code into us or into a
    program of ours, and what TLS and HTTP would heed; then set Qt's. Call before Qt is imported: it reads some at once.
    """
    platform = environ.get("QT_QPA_PLATFORM", "")
    foreign = (*_QT_PREFIXES, *_LOADERS, *_OF_TLS)
    for name in [name for name in environ if name.startswith(foreign) or name.lower().endswith(_PROXY)]:
        if name not in _KEPT:
            del environ[name]
    if platform in _PLATFORMS:
        environ["QT_QPA_PLATFORM"] = platform
    environ.update(_OURS)
