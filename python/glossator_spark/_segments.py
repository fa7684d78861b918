"""Tables of segments: scores and issues as columns beside them, wherever Spark has them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import Column, DataFrame

#: What counts as white space in texts that are compared: as Unicode says, of which Java's `\s` knows a part.
_SPACE = (
    "[\\u0009-\\u000d \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+"
)
_KEY, _FOUND = "__glossator_key", "__glossator_reference"


def score_segments(
    df: DataFrame,
    *,
    references: DataFrame | None = None,
    locale: str | None = None,
    names: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
) -> DataFrame:
    """Scores the rows of a data frame, each for itself, as `glossator.score_batch` does: `source` and `target`, and where there
    are such columns `reference`, `locale`, `segment_id` and `translation_type`. Gives the rows with the columns that it adds.

    `references` has `source`, `target` and, unless all rows are of the one `locale`, `locale`; it is joined by the source, in which
    every white space counts as one space. Of several translations of a source the one that occurs most often serves, of these
    the first by its letters. A `reference` that a row has itself stays. `names` are files of the driver.
    """
    given = [names] if isinstance(names, (str, os.PathLike)) else list(names)
    lists = [(Path(name).name, Path(name).read_bytes()) for name in given]
    rows = df if references is None else _joined(df, references)
    # Of one path, rows of a partition alone would be a page.
    judged = rows.withColumnRenamed("path", "__glossator_path") if "path" in rows.columns else rows
    schema = _schema(judged, locale)
    scored = judged.mapInArrow(_scorer(locale, lists), schema)
    return scored.withColumnRenamed("__glossator_path", "path")


def _joined(df: DataFrame, references: DataFrame) -> DataFrame:
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    def normalised(column: str) -> Column:
        return f.trim(f.regexp_replace(f.col(column), _SPACE, " "))

    keys = [_KEY]
    if "locale" in df.columns and "locale" in references.columns:
        keys.append("locale")
    known = references.filter("target is not null and trim(target) != ''")
    known = known.withColumn(_KEY, normalised("source"))
    counted = known.groupBy(*keys, f.col("target").alias(_FOUND)).count()
    best = Window.partitionBy(*keys).orderBy(f.desc("count"), _FOUND)
    chosen = counted.withColumn("__rank", f.row_number().over(best)).filter("__rank = 1")
    chosen = chosen.drop("count", "__rank")
    found = df.withColumn(_KEY, normalised("source")).join(chosen, keys, "left")
    own = f.col("reference") if "reference" in df.columns else f.lit(None)
    found = found.withColumn("reference", f.coalesce(own, f.col(_FOUND)))
    columns = df.columns if "reference" in df.columns else [*df.columns, "reference"]
    return found.select(*columns)


def _schema(df: DataFrame, locale: str | None) -> Any:
    """The columns of the result, told by scoring no row."""
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
    from pyspark.sql.types import StructType

    import glossator

    none = to_arrow_schema(df.schema).empty_table()
    scored = pyarrow.table(glossator.score_batch(none, locale=locale)).schema
    added = [field for field in scored if field.name not in df.columns]
    return StructType([*df.schema.fields, *from_arrow_schema(pyarrow.schema(added)).fields])


def _scorer(
    locale: str | None, lists: list[tuple[str, bytes]]
) -> Callable[[Iterable[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    def score(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import glossator

        with tempfile.TemporaryDirectory(prefix="glossator-") as folder:
            names = []
            for name, content in lists:
                own = Path(folder, hashlib.sha256(content).hexdigest()[:16], name)
                own.parent.mkdir(exist_ok=True)
                own.write_bytes(content)
                names.append(own)
            for batch in batches:
                yield glossator.score_batch(batch, locale=locale, names=names)

    return score
