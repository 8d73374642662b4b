"""Evaluation: how often the matcher is right on activities that people have labelled."""

from nomenklatur.evaluate.figures import Figures, Interval
from nomenklatur.evaluate.gold import GoldRow, read_gold
from nomenklatur.evaluate.run import Evaluation, Judged, evaluate

__all__ = ["Evaluation", "Figures", "GoldRow", "Interval", "Judged", "evaluate", "read_gold"]
