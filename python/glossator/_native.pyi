"""The native module; use what `glossator` exports."""

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, final

@final
class Table:
    @property
    def column_names(self) -> list[str]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __len__(self) -> int: ...
    def to_pylist(self) -> list[dict[str, Any]]: ...

@final
class Issue:
    """A possible error that a check found; one that a person confirms is an error."""

    @property
    def check(self) -> str:
        """The check's id; `glossator checks explain ID` tells what it looks for."""
    @property
    def category(self) -> str: ...
    @property
    def severity(self) -> str:
        """`critical`, `major`, `minor`, or `neutral`, which costs nothing."""
    @property
    def confidence(self) -> str:
        """`high`, `medium` or `low`: how often the check is right."""
    @property
    def message(self) -> str: ...
    @property
    def expected(self) -> str | None:
        """What should be there, where that is known."""
    @property
    def source_span(self) -> tuple[int, int] | None:
        """Where in the source, in characters."""
    @property
    def target_span(self) -> tuple[int, int] | None:
        """Where in the target, in characters."""
    @property
    def fixed_target(self) -> str | None:
        """The whole target mended, where the right text is certain."""

def check(
    source: str, target: str, locale: str, names: Sequence[str | PathLike[str]]
) -> list[Issue]: ...
def score_batch(
    data: object, locale: str | None, names: Sequence[str | PathLike[str]], learn: bool
) -> Table: ...
def score(
    paths: Sequence[str | PathLike[str]],
    options: dict[str, Any],
    progress: Callable[[int, int], object] | None,
) -> tuple[list[Table], list[Path]]: ...
def looks_into(path: str | PathLike[str]) -> bool: ...
def read_beside(paths: Sequence[str | PathLike[str]], source_locale: str | None) -> list[Path]: ...
def shard_files(plan: str | PathLike[str]) -> list[set[Path]]: ...
def part_tables(part: str | PathLike[str]) -> list[Table]: ...
def merge_parts(
    parts: str | PathLike[str], out: str | PathLike[str], formats: Sequence[str]
) -> tuple[list[Table], list[Path]]: ...
def main(arguments: Sequence[str]) -> int: ...

@final
class Counts:
    def __len__(self) -> int: ...
    def rows(self) -> list[list[float]]: ...
    def sum(self) -> list[float]: ...

@final
class Engine:
    @staticmethod
    def bleu(
        tokenizer: str,
        model: str | None,
        lowercase: bool,
        smoothing: str,
        value: float | None,
        max_order: int,
        effective_order: bool,
    ) -> Engine: ...
    @staticmethod
    def chrf(
        char_order: int,
        word_order: int,
        beta: int,
        lowercase: bool,
        whitespace: bool,
        epsilon_smoothing: bool,
    ) -> Engine: ...
    @staticmethod
    def ter(
        normalized: bool, no_punctuation: bool, asian_support: bool, case_sensitive: bool
    ) -> Engine: ...
    def count(
        self, hypotheses: Sequence[str], references: Sequence[Sequence[str | None]]
    ) -> Counts: ...
    def score(self, values: Sequence[float]) -> float: ...
    def bleu_parts(
        self, values: Sequence[float]
    ) -> tuple[float, list[float], list[float], list[float], float, int, int]: ...
    def resample(
        self, counts: Counts, samples: int, seed: int | None
    ) -> tuple[list[float], float, float]: ...

def paired_bootstrap(
    engine: Engine, systems: Sequence[Counts], samples: int, seed: int | None
) -> list[tuple[float | None, tuple[float, float]]]: ...
def paired_randomization(
    engine: Engine, systems: Sequence[Counts], trials: int, samples: int | None, seed: int | None
) -> list[tuple[float | None, tuple[float, float] | None]]: ...
def tokens(name: str, model: str | None, text: str) -> list[str]: ...
def tokenizer_signature(name: str, model: str | None) -> str: ...
def tercom(
    text: str, normalized: bool, no_punctuation: bool, asian_support: bool, case_sensitive: bool
) -> str: ...
