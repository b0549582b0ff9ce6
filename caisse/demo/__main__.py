"""``python -m caisse.demo``: the ``caisse`` command, with the demonstration's own beside the others; in no package."""

from caisse.cli import main
from caisse.demo.command import demo_data

main.add_command(demo_data)
main()
