"""The command line as `python -m civic_partnership`, for systems without the installed script."""

from civic_partnership.cli import main

main()
