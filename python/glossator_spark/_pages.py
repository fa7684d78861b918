"""Pages on any file system that Spark reads: the reports of one machine, by a cluster.

The driver knows names and sizes, and lays empty files of these sizes down to plan by. The pages go from Spark to tasks that
run one part of the plan each: first what the parts show is gathered, and what is learned of it broadcast; then the parts are
scored. What they hold makes the reports, and the tables.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tarfile
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from glossator import parts
from glossator_spark import _step, _task
from glossator_spark._log import tell
from glossator_spark._store import File, Store, is_hidden, place

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

Addresses: TypeAlias = "str | Iterable[str]"

#: Bytes of pages in a part, where the caller does not say how many parts: some thousand pages.
_PART = 32 << 20
#: Pages that go to Python at once, and their bytes where this Spark bounds them too.
_AT_ONCE = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(64 << 20),
}
#: Bytes of a file of a table.
_TABLE = 128 << 20
_OF_PAGES = ("pages", "segments", "issues")
_OF_RUNS = ("summary", "problems")


@dataclass(frozen=True)
class PagesScored:
    """What a run wrote."""

    #: The folder of the reports, such as `summary.csv`.
    reports: str
    #: The Parquet tables by their names: `summary`, `pages`, `segments`, `issues` and `problems`.
    tables: dict[str, str]
    #: How many files were scored as how many parts.
    files: int
    shards: int


def score_pages(
    spark: SparkSession,
    paths: Addresses,
    out: str,
    *,
    sources: Addresses = (),
    references: Addresses = (),
    config: str | None = None,
    source_locale: str | None = None,
    locale: str | None = None,
    names: Addresses = (),
    style: str | None = None,
    lexicon: str | None = None,
    dictionaries: Addresses = (),
    baseline: str | None = None,
    fuzzy_references: bool = False,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    exclude: Iterable[str] = (),
    min_confidence: str | None = None,
    formats: Iterable[str] = ("csv",),
    shards: int | None = None,
    overwrite: bool = False,
) -> PagesScored:
    """Scores files and folders as `glossator score` does from the folder that is above all of them, and writes below `out` the
    reports, Parquet tables of their rows and, at the end, `_SUCCESS`.

    All addresses are those of Hadoop's file systems. `glossator score --help` tells what the options mean; references, lists
    of names and what else is no page go to every task. `shards` is the number of tasks of each pass. A table of an earlier
    run is in the way, unless it may be overwritten.

    Raises `ValueError` for a wrong call, `FileNotFoundError` and `FileExistsError`; a page that can't be read is a row of
    `problems`.
    """
    files = {"config": config, "style": style, "lexicon": lexicon, "baseline": baseline}
    folders = {"names": _list(names), "dictionaries": _list(dictionaries)}
    words: dict[str, Sequence[str]] = {
        "source-locale": _list(source_locale or ()),
        "locale": _list(locale or ()),
        "select": _list(select),
        "ignore": _list(ignore),
        "exclude": _list(exclude),
        "min-confidence": _list(min_confidence or ()),
        "format": _list(formats),
    }
    with tempfile.TemporaryDirectory(prefix="glossator-") as local:
        run = _Run(spark, Path(local), _list(paths), _list(sources), _list(references), out)
        run.refuse(overwrite)
        options = run.options(
            [(name, file) for name, file in files.items() if file is not None]
            + [(name, file) for name, given in folders.items() for file in given]
        )
        options += [f"--{name}={word}" for name, given in words.items() for word in given]
        if fuzzy_references:
            options.append("--fuzzy-references")
        try:
            return run.score(options, source_locale, shards)
        finally:
            run.clear()


def _list(given: Addresses) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


@dataclass
class _Run:
    """A run, from the driver."""

    spark: SparkSession
    local: Path
    paths: list[str]
    sources: list[str]
    references: list[str]
    out: str
    name: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    def __post_init__(self) -> None:
        self.store = Store(self.spark)
        self.out = self.store.whole(self.out).rstrip("/")
        self.paths, self.sources, self.references = (
            [self.store.whole(address).rstrip("/") for address in given]
            for given in (self.paths, self.sources, self.references)
        )
        if not self.paths:
            raise ValueError("name a file or folder to score")
        self.staging = f"{self.out}/staging-{self.name}"
        self.kept: list[Any] = []
        # What stands beside the paths and is read with them.
        self.found: list[str] = []
        # Where a call that names all of them by the shortest names would be made.
        above = [place(address).split("/")[:-1] for address in self._roots()]
        self.above = "/".join(_shared(above))
        self.tree = self.local / "tree"
        self.folder = self.tree / self.above
        self.given = self.folder / _step.GIVEN

    def _roots(self) -> list[str]:
        return [*self.paths, *self.sources, *self.references]

    def _read(self) -> list[str]:
        """Where the pages and their originals are."""
        return [*self.paths, *self.sources, *self.found]

    def _named(self, address: str) -> str:
        """How the call names what was given."""
        return os.path.relpath(place(address), self.above or ".")

    def refuse(self, overwrite: bool) -> None:
        """Sees to it that nothing is in the way, and that nothing is lost."""
        for root in self._roots():
            if self.out == root or self.out.startswith(f"{root}/"):
                raise ValueError(
                    f"{self.out}: it is below {root}, and would be read by the next run"
                )
            if root.startswith(f"{self.out}/"):
                raise ValueError(f"{self.out}: it holds {root}, and is written anew")
            self.store.size(root)
        if self.store.exists(self.out) and not overwrite:
            raise FileExistsError(f"{self.out}: it is there already; name another, or overwrite it")

    def options(self, files: list[tuple[str, str]]) -> list[str]:
        """Fetches what options name; gives them as the command has them."""
        self.given.mkdir(parents=True)
        options = []
        for at, (option, address) in enumerate(files):
            whole = self.store.whole(address)
            own = f"{_step.GIVEN}/{at}/{whole.rsplit('/', 1)[-1]}"
            self.store.fetch(whole, self.folder / own)
            options.append(f"--{option}={own}")
        return options

    def score(
        self, options: list[str], source_locale: str | None, shards: int | None
    ) -> PagesScored:
        begun = time.monotonic()
        files = self._lay(source_locale)
        size = sum(file.size for file in files.values())
        shards = shards or max(1, min(len(files), size // _PART + 1))
        tell("begin", run=self.name, files=len(files), bytes=size, shards=shards, out=self.out)
        self._plan(options, shards)
        needed = list(_step.shards(self.folder))
        self.store.remove(self.out)
        pages = self._pages(files, needed)
        empty = [shard for shard, read in enumerate(needed) if not read]
        work = _task.Work(self.name, self.above, self._broadcast(self._archive()))
        self._learn(pages, work, empty, shards)
        learned = self.given / "learned"
        work.learned = self._broadcast(learned.read_bytes())
        tables = self._score(pages, work, empty, shards)
        self.store.touch(f"{self.out}/_SUCCESS")
        tell("end", run=self.name, seconds=round(time.monotonic() - begun, 1))
        return PagesScored(f"{self.out}/reports", tables, len(files), shards)

    def _lay(self, source_locale: str | None) -> dict[str, File]:
        """Lays down the tree: what a plan looks into and the references whole, of all else names and sizes."""
        for root in self._roots():
            self._lay_beside(root)
        files: dict[str, File] = {}
        for root in [*self.paths, *self.sources]:
            self._lay_below(root, files)
        if not self.sources:
            # Originals that the call need not name.
            named = [self._named(address) for address in self.paths]
            _step.call(self.folder, "beside", source_locale or "", *named)
            for found in _step.found(self.folder):
                laid = os.path.normpath(f"{self.above}/{found}").lstrip("/")
                root = self._address(laid)
                self.found.append(root)
                self._lay_below(root, files)
        whole = [file for file in files.values() if parts.looks_into(place(file.address))]
        for root in self.references:
            whole += self.store.walk(root)
        self.store.fetch_all([(file, self.tree / place(file.address)) for file in whole])
        return files

    def _lay_below(self, root: str, files: dict[str, File]) -> None:
        for file in self.store.walk(root):
            own = place(file.address)
            if own not in files:
                files[own] = file
                laid = self.tree / own
                laid.parent.mkdir(parents=True, exist_ok=True)
                with open(laid, "wb") as empty:
                    empty.truncate(file.size)
        # A folder without files is there too.
        if self.store.size(root) is None:
            (self.tree / place(root)).mkdir(parents=True, exist_ok=True)

    def _lay_beside(self, root: str) -> None:
        """The names of what stands around a path and the folders that the call names it by: these tell its locale."""
        above = place(root).split("/")[:-1]
        shown = len(self.above.split("/")) if self.above else 0
        for count in range(shown, len(above) + 1):
            folder = "/".join(above[:count])
            for file, is_folder in self.store.look(self._address(folder)):
                laid = self.tree / place(file.address)
                if is_folder:
                    laid.mkdir(parents=True, exist_ok=True)
                elif not laid.exists():
                    laid.parent.mkdir(parents=True, exist_ok=True)
                    laid.touch()

    def _address(self, laid: str) -> str:
        """The address of a place: on the file system of the path that shares most with it."""

        def shared(root: str) -> int:
            return len(_shared([place(root).split("/"), laid.split("/")]))

        root = max(self._roots(), key=shared)
        return root[: len(root) - len(place(root))] + laid

    def _plan(self, options: list[str], shards: int) -> None:
        plan = f"{_step.GIVEN}/plan.json"
        words = [f"--shards={shards}", f"--out={plan}", "--quiet", *options]
        words += [f"--source={self._named(address)}" for address in self.sources]
        words += [f"--references={self._named(address)}" for address in self.references]
        words += ["--", *(self._named(address) for address in self.paths)]
        try:
            _step.command(self.folder, "plan", *words)
        except _step.StepFailed as error:
            raise ValueError(str(error)) from None
        _step.call(self.folder, "files", plan)

    def _archive(self) -> bytes:
        """All that every task needs."""
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for given in sorted(self.given.iterdir()):
                if given.name != "files":
                    archive.add(given, os.path.join(self.above, _step.GIVEN, given.name))
            for root in self.references:
                archive.add(self.tree / place(root), place(root))
        return packed.getvalue()

    def _broadcast(self, content: bytes) -> Any:
        sent = self.spark.sparkContext.broadcast(content)
        self.kept.append(sent.destroy)
        return sent

    def _pages(self, files: dict[str, File], needed: list[list[str]]) -> DataFrame:
        """The files of each part, read by Spark."""
        from pyspark.sql import functions

        # Spark overlooks names such as `_index.md`, and folders such as `_posts`: these go by another name.
        staged: dict[str, str] = {}
        for laid, file in files.items():
            root = next(r for r in self._read() if _is_below(file.address, r))
            below = file.address[len(root) :].split("/")
            if file.size and any(map(is_hidden, [*below, file.address.rsplit("/", 1)[-1]])):
                staged[laid] = f"{self.staging}/{len(staged):09}"
        self.store.copy([(files[laid].address, to) for laid, to in staged.items()])
        rows = []
        for shard, read in enumerate(needed):
            for name in read:
                laid = os.path.normpath(f"{self.above}/{name}")
                rows.append((staged.get(laid, files[laid].address), shard, len(read), laid))
        planned = self.spark.createDataFrame(
            rows, "path string, shard int, files int, place string"
        )
        roots = [r for r in set(self._read()) if not self._is_within_another(r)]
        if staged:
            roots.append(self.staging)
        read_all = self.spark.read.format("binaryFile").option("recursiveFileLookup", "true")
        content = read_all.load([_escaped(root) for root in sorted(roots)])
        content = content.select("path", "content")
        # Files without a byte are overlooked too.
        empty = [(file.address, bytearray()) for file in files.values() if not file.size]
        if empty:
            content = content.union(self.spark.createDataFrame(empty, content.schema))
        pages = content.join(planned, "path")
        pages = pages.select("shard", "files", "place", "content")
        count = len(needed)
        # Each part a partition, where this Spark can.
        if hasattr(pages, "repartitionById"):
            pages = pages.repartitionById(count, functions.col("shard"))
        else:
            pages = pages.repartition(count, "shard")
        return self._keep(pages)

    def _is_within_another(self, root: str) -> bool:
        return any(r != root and _is_below(root, r) for r in self._read())

    def _keep(self, frame: DataFrame) -> DataFrame:
        from pyspark import StorageLevel

        frame = frame.persist(StorageLevel.DISK_ONLY)
        self.kept.append(frame.unpersist)
        return frame

    def _learn(self, pages: DataFrame, work: _task.Work, empty: list[int], shards: int) -> None:
        """What all parts show, and what is learned of it."""
        begun = time.monotonic()
        with self._bounded():
            shown = self._keep(pages.mapInArrow(work.tasks(), _task.PIECES))
            shown.count()
            bytes_shown = self._collect(shown, "learn", self.given / "seen", "seen", shards)
        for shard in empty:
            self._alone(["learn", "--shard", str(shard), "--out", f"{_step.GIVEN}/seen"])
        learned = ["--seen", f"{_step.GIVEN}/seen", "--out", f"{_step.GIVEN}/learned"]
        merged = self._alone(["learn", *learned])
        shown.unpersist()
        tell(
            "learned",
            run=self.name,
            seconds=round(time.monotonic() - begun, 1),
            shown_bytes=bytes_shown,
            learned_bytes=(self.given / "learned").stat().st_size,
            merge_cpu=round(merged.cpu, 1),
            merge_memory=merged.memory,
        )

    def _alone(self, words: list[str]) -> _step.Cost:
        """A step on the driver."""
        return _step.command(
            self.folder, words[0], "--plan", f"{_step.GIVEN}/plan.json", *words[1:]
        )

    def _score(
        self, pages: DataFrame, work: _task.Work, empty: list[int], shards: int
    ) -> dict[str, str]:
        """Scores all parts, and writes what comes of it."""
        from pyspark.sql import functions

        begun = time.monotonic()
        tables = {}
        with self._bounded():
            scored = self._keep(pages.mapInArrow(work.tasks(), _task.PIECES))
            sizes: dict[str, int] = {}
            for kind, size in scored.select("kind", functions.length("content")).collect():
                sizes[kind] = sizes.get(kind, 0) + size
            self._collect(scored, "score", self.given / "parts", "part", shards)
            for shard in empty:
                learned = ["--learned", f"{_step.GIVEN}/learned", "--out", f"{_step.GIVEN}/parts"]
                self._alone(["score", "--shard", str(shard), *learned])
            reports = self.local / "reports"
            shutil.copy(self.given / "plan.json", self.given / "parts")
            merged = _step.call(self.folder, "merge", f"{_step.GIVEN}/parts", str(reports))
            for name in _OF_PAGES:
                tables[name] = self._write(scored.filter(f"kind = '{name}'"), name, sizes)
        for name in _OF_RUNS:
            tables[name] = self._write_small(name)
        self.store.put(reports, f"{self.out}/reports")
        tell(
            "scored",
            run=self.name,
            seconds=round(time.monotonic() - begun, 1),
            merge_cpu=round(merged.cpu, 1),
            merge_memory=merged.memory,
        )
        return tables

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """Few pages go to Python at once: any of them may be large."""
        conf = self.spark.conf
        before: dict[str, str | None] = {name: conf.get(name, None) for name in _AT_ONCE}
        for name, value in _AT_ONCE.items():
            conf.set(name, value)
        try:
            yield
        finally:
            for name, known in before.items():
                if known is None:
                    conf.unset(name)
                else:
                    conf.set(name, known)

    def _collect(self, frame: DataFrame, kind: str, folder: Path, ending: str, shards: int) -> int:
        """Writes what tasks sent as files of the driver, a part after the other; gives their bytes."""
        folder.mkdir()
        size = 0
        sent = frame.filter(f"kind = '{kind}'").toLocalIterator(prefetchPartitions=True)
        for shard, _, piece, content in sent:
            mode = "ab" if piece else "wb"
            with open(folder / f"{shard:05}-of-{shards:05}.{ending}", mode) as file:
                size += file.write(content)
        return size

    def _write(self, pieces: DataFrame, name: str, sizes: dict[str, int]) -> str:
        """Writes a table whose rows tasks sent."""
        address = f"{self.out}/tables/{name}"
        table = pieces.coalesce(sizes.get(name, 0) // _TABLE + 1)
        table.mapInArrow(_task.rows, _schema(self._table(name))).write.parquet(address)
        return address

    def _write_small(self, name: str) -> str:
        """Writes a table that merging made."""
        address = f"{self.out}/tables/{name}"
        table = self._table(name)
        rows = [tuple(row.values()) for row in table.to_pylist()]
        frame = self.spark.createDataFrame(rows, _schema(table))
        frame.coalesce(1).write.parquet(address)
        return address

    def _table(self, name: str) -> pyarrow.Table:
        import pyarrow

        with pyarrow.OSFile(str(self.given / f"{name}.arrow")) as file:
            return pyarrow.ipc.open_stream(file).read_all()

    def clear(self) -> None:
        """Frees what the run took of the cluster."""
        for free in reversed(self.kept):
            free()
        self.store.remove(self.staging)


def _schema(table: pyarrow.Table) -> StructType:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(table.schema)


def _shared(folders: list[list[str]]) -> list[str]:
    """The parts that all of some paths begin with."""
    shared = []
    for parts_here in zip(*folders):
        if len(set(parts_here)) > 1:
            break
        shared.append(parts_here[0])
    return shared


def _is_below(address: str, root: str) -> bool:
    return address == root or address.startswith(f"{root}/")


def _escaped(address: str) -> str:
    """An address in which nothing is a pattern."""
    return re.sub(r"([{}\[\]*?\\])", r"\\\1", address)
