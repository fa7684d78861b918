"""What runs on the executors: a task lays the pages of a part into a folder of its own, runs a step there, and sends back
what it wrote. It leaves nothing behind, and whoever does it again sends the same.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossator_spark import _step
from glossator_spark._log import tell_of_task

if TYPE_CHECKING:
    import pyarrow
    from pyspark import Broadcast

#: What tasks are sent, a row a file: the part, how many files it has, where the file lies, and what it holds.
PAGES = "shard int, files int, place string, content binary"
#: What they send back: the part, the kind and the number of a piece, and the piece.
PIECES = "shard int, kind string, piece int, content binary"
#: Bytes of a piece; a part may have more than a row can hold.
_PIECE = 16 << 20
#: Rows of a piece of a table.
_ROWS = 20_000


class Work:
    """A task of a run: `learn` or `score`."""

    def __init__(self, run: str, folder: str, common: Broadcast[bytes]) -> None:
        """All that every task needs is an archive; the step begins in a folder of it."""
        self.run = run
        self.folder = folder
        self.common = common
        self.learned: Broadcast[bytes] | None = None

    def tasks(self) -> Callable[[Iterable[Any]], Iterator[Any]]:
        """What `mapInArrow` calls."""
        return self._parts

    def _parts(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        here = tempfile.mkdtemp(prefix=f"glossator-{self.run}-", dir=_local())
        try:
            found: dict[int, tuple[Path, int, int]] = {}
            for batch in batches:
                shards, counts, places, contents = batch.columns
                for row in range(batch.num_rows):
                    shard, count = shards[row].as_py(), counts[row].as_py()
                    root, laid, _ = found.get(shard, (Path(here, str(shard)), 0, 0))
                    file = root / places[row].as_py()
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(contents[row].as_buffer())
                    found[shard] = (root, laid + 1, count)
            for shard, (root, laid, count) in sorted(found.items()):
                if laid != count:
                    raise RuntimeError(
                        f"part {shard}: {count} files were planned, and {laid} are there"
                    )
                yield from self.one(shard, root)
                shutil.rmtree(root)
        finally:
            shutil.rmtree(here, ignore_errors=True)

    def one(self, shard: int, root: Path) -> Iterator[pyarrow.RecordBatch]:
        """Runs the step for a part whose pages are laid below a folder."""
        _lay(self.common, f"{self.run}-common", lambda archive: _unpack(archive, root))
        folder = root / self.folder
        given = folder / _step.GIVEN
        words = ["--plan", f"{_step.GIVEN}/plan.json", "--shard", str(shard), "--jobs", _threads()]
        if self.learned is None:
            step = "learn"
            cost = _step.command(folder, step, *words, "--out", f"{_step.GIVEN}/seen")
            (written,) = (given / "seen").iterdir()
        else:
            step = "score"
            learned = _lay(self.learned, f"{self.run}-learned", lambda file: file)
            words += ["--learned", str(learned), "--out", f"{_step.GIVEN}/parts"]
            cost = _step.command(folder, step, *words)
            (written,) = (given / "parts").glob("*.part")
        size = written.stat().st_size
        yield from _pieces(shard, step, written)
        if self.learned is not None:
            _step.call(folder, "tables", f"{_step.GIVEN}/parts/{written.name}")
            for name in ("pages", "segments", "issues"):
                yield from _pieces_of_table(shard, name, given / f"{name}.arrow")
        tell_of_task(step, run=self.run, shard=shard, bytes=size, **vars(cost))


def _threads() -> str:
    """The cores that a task has of Spark's."""
    from pyspark import TaskContext

    context = TaskContext.get()
    return str(context.cpus() if context is not None else os.cpu_count() or 1)


def _local() -> str:
    """A folder that goes with the executor."""
    from pyspark import SparkFiles

    try:
        root = os.path.abspath(SparkFiles.getRootDirectory())
    except AttributeError:
        # The driver of Spark Connect has none.
        root = ""
    return root if os.path.isdir(root) and os.access(root, os.W_OK) else tempfile.gettempdir()


def _lay(sent: Broadcast[bytes], name: str, use: Callable[[Path], Any]) -> Any:
    """Hands on what was broadcast as a file, which all tasks of an executor share."""
    file = Path(_local(), f"glossator-{name}")
    if not file.is_file():
        own = file.with_name(f"{file.name}-{os.getpid()}")
        own.write_bytes(sent.value)
        own.replace(file)
        # It is on the disk now.
        vars(sent).pop("_value", None)
    return use(file)


def _unpack(archive: Path, root: Path) -> None:
    with tarfile.open(archive) as packed:
        packed.extractall(root, filter="data")


def _pieces(shard: int, kind: str, file: Path) -> Iterator[pyarrow.RecordBatch]:
    with open(file, "rb") as content:
        piece = 0
        while block := content.read(_PIECE):
            yield _row(shard, kind, piece, block)
            piece += 1


def _pieces_of_table(shard: int, kind: str, file: Path) -> Iterator[pyarrow.RecordBatch]:
    """A table in pieces of which each can be read by itself."""
    import pyarrow

    with pyarrow.memory_map(str(file)) as content:
        reader = pyarrow.ipc.open_stream(content)
        piece = 0
        for batch in reader:
            for start in range(0, batch.num_rows, _ROWS):
                sink = pyarrow.BufferOutputStream()
                with pyarrow.ipc.new_stream(sink, reader.schema) as writer:
                    writer.write_batch(batch.slice(start, _ROWS))
                yield _row(shard, kind, piece, sink.getvalue().to_pybytes())
                piece += 1


def _row(shard: int, kind: str, piece: int, content: Any) -> pyarrow.RecordBatch:
    import pyarrow

    return pyarrow.RecordBatch.from_arrays(
        [
            pyarrow.array([shard], pyarrow.int32()),
            pyarrow.array([kind], pyarrow.string()),
            pyarrow.array([piece], pyarrow.int32()),
            pyarrow.array([content], pyarrow.binary()),
        ],
        names=["shard", "kind", "piece", "content"],
    )


def rows(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """The rows that pieces of tables hold."""
    import pyarrow

    for batch in batches:
        for content in batch.column("content"):
            yield from pyarrow.ipc.open_stream(content.as_buffer())
