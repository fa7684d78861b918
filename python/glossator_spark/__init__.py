"""glossator on Apache Spark: pages on any file system that Spark reads, and tables of segments.

`score_pages` gives the reports of `glossator score`, byte for byte, however many machines score. `score_segments` adds scores
and issues to the rows of a data frame. `docs/spark.md` of the repository tells how to run both on a cluster.
"""

from glossator_spark._pages import PagesScored, score_pages
from glossator_spark._segments import score_segments

__all__ = ["PagesScored", "score_pages", "score_segments"]
