"""`python -m nomenklatur_cli`."""

from nomenklatur_cli.main import main

main()
