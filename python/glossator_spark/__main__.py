"""What `spark-submit` runs: `score_pages` with the session that it made.

spark-submit "$(python -c 'import glossator_spark.__main__ as main; print(main.__file__)')" hdfs:///docs --out hdfs:///scored
"""

from __future__ import annotations

import argparse
import logging
import sys

from glossator_spark import score_pages


def main() -> int:
    """Runs it with this program's arguments."""
    parser = argparse.ArgumentParser(
        prog="glossator_spark",
        description="Scores pages on any file system of Hadoop's, as `glossator score` does.",
    )
    parser.add_argument("paths", nargs="+", help="files or folders of localized pages")
    parser.add_argument("--out", required=True, help="folder for the reports and tables")
    parser.add_argument("--overwrite", action="store_true", help="write it anew if it is there")
    parser.add_argument("--shards", type=int, help="how many parts")
    for name in ("config", "source-locale", "locale", "style", "lexicon", "baseline"):
        parser.add_argument(f"--{name}", help="as of `glossator score`")
    parser.add_argument("--min-confidence", choices=["high", "medium", "low"])
    parser.add_argument("--fuzzy-references", action="store_true")
    for name in ("source", "references", "names", "dictionaries", "select", "ignore", "exclude"):
        kept = f"{name}s" if name == "source" else name
        parser.add_argument(
            f"--{name}", dest=kept, action="append", default=[], help="likewise; may be repeated"
        )
    parser.add_argument("--format", dest="formats", action="append", help="[default: csv]")
    given = vars(parser.parse_args())
    given["formats"] = given["formats"] or ["csv"]

    from pyspark.sql import SparkSession

    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("py4j").setLevel(logging.WARNING)
    is_ours = SparkSession.getActiveSession() is None
    spark = SparkSession.builder.appName("glossator").getOrCreate()
    try:
        scored = score_pages(spark, given.pop("paths"), given.pop("out"), **given)
    finally:
        # A notebook's goes on.
        if is_ours:
            spark.stop()
    print(f"{scored.files} files in {scored.shards} parts: {scored.reports}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
