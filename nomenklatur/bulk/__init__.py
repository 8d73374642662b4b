"""Plans of any length: flat tables of kegiatan, read, translated and written row by row.

A plan that does not fit into memory as objects is not read as one. Its rows are carried through
in chunks, on all cores, names that offices repeat are matched once, and the rows come out in
the order in which they went in, as they would come out of `nomenklatur.translate`.
"""

from nomenklatur.bulk.run import BulkResult, stream_plan, translate_stream

__all__ = ["BulkResult", "stream_plan", "translate_stream"]
