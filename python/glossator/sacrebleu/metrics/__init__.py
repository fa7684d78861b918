"""BLEU, chrF and TER."""

from __future__ import annotations

from typing import Any

from glossator.sacrebleu.metrics.base import Metric
from glossator.sacrebleu.metrics.bleu import BLEU, BLEUScore
from glossator.sacrebleu.metrics.chrf import CHRF, CHRFScore
from glossator.sacrebleu.metrics.ter import TER, TERScore

__all__ = ["BLEU", "CHRF", "METRICS", "TER", "BLEUScore", "CHRFScore", "TERScore"]

#: The metrics by name.
METRICS: dict[str, type[Metric[Any]]] = {"BLEU": BLEU, "CHRF": CHRF, "TER": TER}
