"""Plans without names and amounts, so that a file that is misread can be shown to others.

The layout stays: headings, codes, the words that reading goes by, merged cells, hidden rows. Names
are made of made-up words, equal ones stay equal; all amounts are multiplied by one number, so that
every sum that held holds, and every one that did not does not.
"""

from nomenklatur.anonymise.document import Anonymised, anonymise
from nomenklatur.anonymise.files import as_csv, as_xlsx

__all__ = ["Anonymised", "anonymise", "as_csv", "as_xlsx"]
