"""The command line's fixtures, here too."""

from tests.cli.conftest import _alone, process, renja, run

__all__ = ["_alone", "process", "renja", "run"]
