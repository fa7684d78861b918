"""Tables that other libraries take by Arrow's PyCapsule interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glossator import _native

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table:
    """A table: `pyarrow.table(t)`, `polars.DataFrame(t)` and all else that knows Arrow take it without a copy."""

    def __init__(self, native: _native.Table) -> None:
        self._native = native

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._native.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self._native)

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.column_names)}>"

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return self._native.column_names

    def to_pylist(self) -> list[dict[str, Any]]:
        """A dict a row; needs no other library."""
        return self._native.to_pylist()

    def to_arrow(self) -> pyarrow.Table:
        """The table of pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The data frame of pandas, by pyarrow."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The data frame of polars."""
        import polars

        return polars.DataFrame(self)
