"""``python -m caisse``: the same as the ``caisse`` command."""

from caisse.cli import main

main()
