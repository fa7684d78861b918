"""The Python API of sacreBLEU 2.6: the same figures and strings, computed by glossator on all cores.

`import glossator.sacrebleu as sacrebleu` is all that a program changes. Test sets are not downloaded: what sacreBLEU has
for them (`DATASETS`, `get_source_file` and the like) is not here.
"""

from __future__ import annotations

from glossator.sacrebleu import compat, metrics, significance, tokenizers, utils
from glossator.sacrebleu.compat import (
    corpus_bleu,
    corpus_chrf,
    corpus_ter,
    raw_corpus_bleu,
    sentence_bleu,
    sentence_chrf,
    sentence_ter,
)
from glossator.sacrebleu.metrics import BLEU, CHRF, TER
from glossator.sacrebleu.metrics.helpers import extract_char_ngrams, extract_word_ngrams
from glossator.sacrebleu.utils import SACREBLEU_DIR, smart_open
from glossator.sacrebleu.version import __version__

__all__ = [
    "BLEU",
    "CHRF",
    "SACREBLEU_DIR",
    "TER",
    "__version__",
    "compat",
    "corpus_bleu",
    "corpus_chrf",
    "corpus_ter",
    "extract_char_ngrams",
    "extract_word_ngrams",
    "metrics",
    "raw_corpus_bleu",
    "sentence_bleu",
    "sentence_chrf",
    "sentence_ter",
    "significance",
    "smart_open",
    "tokenizers",
    "utils",
]
