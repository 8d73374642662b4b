"""Review: people decide what the machine leaves open, the most expensive first.

`Queue.of(translation)` has the questions, `Session(queue, log)` takes the answers and writes each
to the decisions file at once; the page (`nomenklatur.review.web`) and the terminal use both.
"""

from nomenklatur.review.choices import ABSORBED, NO_HOME, Choice, ReviewError
from nomenklatur.review.questions import Question, Subject
from nomenklatur.review.queue import Queue, Stop, Tally
from nomenklatur.review.session import Session
from nomenklatur.review.standing import Progress, Standing, State
from nomenklatur.review.steps import Act, Step

__all__ = [
    "ABSORBED",
    "NO_HOME",
    "Act",
    "Choice",
    "Progress",
    "Question",
    "Queue",
    "ReviewError",
    "Session",
    "Standing",
    "State",
    "Step",
    "Stop",
    "Subject",
    "Tally",
]
