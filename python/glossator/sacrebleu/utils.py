"""What sacreBLEU has in its `utils`, as far as it concerns scores."""

from __future__ import annotations

import gzip
import math
import os
from collections.abc import Sequence
from typing import IO, Any, cast

#: Where sacreBLEU keeps what it downloads: the models of its SentencePiece tokenizers among it.
SACREBLEU_DIR = os.environ.get("SACREBLEU", os.path.join(os.path.expanduser("~"), ".sacrebleu"))


def smart_open(file: str, mode: str = "rt", encoding: str | None = "utf-8") -> IO[Any]:
    """Opens a file, by gzip where it is called `.gz`."""
    if file.endswith(".gz"):
        return cast("IO[Any]", gzip.open(file, mode=mode, encoding=encoding, newline="\n"))
    return open(file, mode=mode, encoding=encoding, newline="\n")


def my_log(num: float) -> float:
    """The logarithm, which of 0 is very low."""
    return math.log(num) if num else -9999999999


def sum_of_lists(lists: Sequence[Sequence[float]]) -> list[float]:
    """The sums of numbers by their places in the lists."""
    return [sum(column) for column in zip(*lists)]
