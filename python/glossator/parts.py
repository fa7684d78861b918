"""A run in parts, for programs that hand the parts around themselves, as `glossator_spark` does.

The steps are those of the command: `glossator plan`, `glossator learn`, `glossator score --plan` and `glossator merge`. Here
is what such a program must know beside. Paths are relative to the folder that the run was planned in: call from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from glossator import Scores, _native
from glossator._table import Table

StrPath: TypeAlias = "str | os.PathLike[str]"


def looks_into(path: StrPath) -> bool:
    """Whether `glossator plan` looks into a file of this name. Of all others it needs names and sizes only: whoever plans
    for pages that are elsewhere may lay down empty files of these sizes.
    """
    return _native.looks_into(path)


def beside(paths: Iterable[StrPath], source_locale: str | None = None) -> list[Path]:
    """The folders and files that `glossator plan` finds beside these paths and reads with them, as the originals of what is
    there: `docs/en` beside `docs/fr`. Only names are looked at.
    """
    return _native.read_beside(list(paths), source_locale)


def files(plan: StrPath) -> list[list[Path]]:
    """The files that each part of a plan reads, sorted: its inputs and their originals. References, lists of names and
    what else the call names are needed by every part.
    """
    return [sorted(files) for files in _native.shard_files(plan)]


def tables(part: StrPath) -> Scores:
    """The tables of the pages of a part, as those of `glossator.score`; those that tell of a whole run are empty."""
    return _scores(_native.part_tables(part), [])


def merge(parts: StrPath, out: StrPath, formats: Iterable[str] = ()) -> Scores:
    """Merges the parts in a folder into the reports in `out`, as `glossator merge` does: in the formats of the plan if none is
    named. The tables that tell of the whole run come with it, those of its pages are empty.
    """
    named = [formats] if isinstance(formats, str) else list(formats)
    told, reports = _native.merge_parts(parts, out, named)
    return _scores(told, reports)


def _scores(told: list[_native.Table], reports: list[Path]) -> Scores:
    summary, pages, segments, issues, problems = map(Table, told)
    return Scores(summary, pages, segments, issues, problems, reports)
