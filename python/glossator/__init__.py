"""Scores localized documentation: checks that need no reference, metrics against references, tables of the results.

`score` scores files as the command `glossator score` does, `score_batch` the rows of a table in memory, and `check` one
pair. `glossator.sacrebleu` has the API of sacreBLEU.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Union

from glossator import _native
from glossator._native import Issue
from glossator._table import Table

__all__ = ["Issue", "Scores", "Table", "check", "score", "score_batch"]

StrPath = Union[str, "os.PathLike[str]"]
Paths = Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]]


@dataclass(frozen=True)
class Scores:
    """What a run found: the tables of the CSV reports, numbers not rounded. Places in texts count bytes of UTF-8."""

    #: A row a locale.
    summary: Table
    #: A row a page.
    pages: Table
    #: A row a segment.
    segments: Table
    #: A row an issue.
    issues: Table
    #: A row for all that was irregular in an input: a file that could not be read is told here.
    problems: Table
    #: The reports that were written.
    reports: list[Path] = field(default_factory=list)


def score(
    paths: Paths = (),
    *,
    config: StrPath | None = None,
    references: Paths = (),
    sources: Paths = (),
    source_locale: str | None = None,
    locale: str | None = None,
    names: Paths = (),
    style: StrPath | None = None,
    lexicon: StrPath | None = None,
    dictionaries: Paths = (),
    baseline: StrPath | None = None,
    judges: Iterable[str] = (),
    judge_timeout: float | None = None,
    judge_cache: StrPath | None = None,
    judge_sample: int | None = None,
    judge_only: Literal["referenced"] | None = None,
    human_as_references: bool = False,
    fuzzy_references: bool = False,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    exclude: Iterable[str] = (),
    min_confidence: Literal["high", "medium", "low"] | None = None,
    formats: Iterable[str] = (),
    out: StrPath | None = None,
    segments: bool = True,
    jobs: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Scores:
    """Scores localized files and folders, as `glossator score` does; its `--help` tells what each option means.

    Reports are written only for `formats` (such as `["csv", "html"]`), into `out`. `config` is a `glossator.yaml`, with a
    team's own rules among it; none is looked for, and what else is given wins. Without `segments` the table of segments stays empty: the others need little memory, whatever the corpus. `progress` is called with the steps done and all steps; what it raises ends the run, and so does Ctrl-C.

    `judges` are programs that score the translations too (docs/judges.md): commands, or names of the configuration's
    `judges`. Their scores are the columns `judge:<name>` of `segments`, `pages` and `summary`, what they mark is in `issues`,
    and what went wrong with them in `problems`.

    Raises `ValueError` for a wrong call, such as a path that is not there, and `OSError` for a list of names or another
    file of the call that can't be read. A page that can't be read is a row of `problems`.
    """
    options = {
        "config": config,
        "references": _paths(references),
        "sources": _paths(sources),
        "source_locale": source_locale,
        "locale": locale,
        "names": _paths(names),
        "style": style,
        "lexicon": lexicon,
        "dictionaries": _paths(dictionaries),
        "baseline": baseline,
        "judges": _words(judges),
        "judge_timeout": judge_timeout,
        "judge_cache": judge_cache,
        "judge_sample": judge_sample,
        "judge_only": judge_only,
        "human_as_references": human_as_references,
        "fuzzy_references": fuzzy_references,
        "select": _words(select),
        "ignore": _words(ignore),
        "exclude": _words(exclude),
        "min_confidence": min_confidence,
        "formats": _words(formats),
        "out": out,
        "segments": segments,
        "jobs": jobs,
    }
    tables, reports = _native.score(_paths(paths), options, progress)
    summary, pages, rows, issues, problems = map(Table, tables)
    return Scores(summary, pages, rows, issues, problems, reports)


def score_batch(
    data: Any, *, locale: str | None = None, names: Paths = (), learn: bool = False
) -> Any:
    """Scores the rows of a table in memory: an Arrow RecordBatch or table, a data frame of pandas or polars.

    Each row is a pair: `source` and `target`, and where there are such columns `reference`, `locale`, `path`,
    `segment_id` and `translation_type`. Rows of one `path` are a page; without it each row stands for itself, so that its
    result does not depend on the others. With `learn` the table teaches first what a run's first pass teaches: give all
    rows at once then.

    Gives the table, of the same type, with the scores `bleu`, `chrf`, `ter`, `levenshtein` and `jaro_winkler` against the
    reference, `segment_score` (100 without a penalty point, 0 with a critical issue), `worst_severity`, `checks`, and
    `issues`, a list of structs. A row without source is not judged; one without target is not translated yet.
    """
    found = Table(_native.score_batch(data, locale, _paths(names), learn))
    module = type(data).__module__.partition(".")[0]
    if module == "pandas":
        return found.to_pandas()
    if module == "polars":
        return found.to_polars()
    if module == "pyarrow":
        table = found.to_arrow()
        if type(data).__name__ != "RecordBatch":
            return table
        # What came as one batch goes back as one.
        batches = table.to_batches()
        return batches[0] if batches else type(data).from_pylist([], schema=table.schema)
    return found


def check(source: str, target: str, locale: str, *, names: Paths = ()) -> list[Issue]:
    """The issues of one pair, as the only one of its page. Spans are places in `source` and `target`, for slicing."""
    return _native.check(source, target, locale, _paths(names))


def _paths(given: Paths) -> Sequence[StrPath]:
    return [given] if isinstance(given, (str, os.PathLike)) else list(given)


def _words(given: Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)
