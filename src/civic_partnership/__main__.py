"""`python -m civic_partnership`: the command, where no script is installed."""

from civic_partnership.cli import main

main()
