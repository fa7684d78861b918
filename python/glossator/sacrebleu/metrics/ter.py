"""TER (Snover et al. 2006), as Tercom computes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glossator import _native
from glossator.sacrebleu.metrics.base import Metric, References, Score, Signature
from glossator.sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer


class TERSignature(Signature):
    """How a TER score was computed."""

    def __init__(self, args: dict[str, Any]) -> None:
        super().__init__(args)
        self._abbr.update({"case": "c", "tok": "t", "norm": "nr", "punct": "pn", "asian": "as"})
        self.info.update(
            {
                "case": "mixed" if args["case_sensitive"] else "lc",
                "tok": args["tokenizer_signature"],
                "norm": args["normalized"],
                "punct": not args["no_punct"],
                "asian": args["asian_support"],
            }
        )


class TERScore(Score):
    """A TER score.

    :param score: In percent of the reference's words; 0 is equal.
    :param num_edits: Edits and shifts.
    :param ref_length: Words of the references, the mean where a segment has several.
    """

    def __init__(self, score: float, num_edits: float, ref_length: float) -> None:
        super().__init__("TER", score)
        self.num_edits = int(num_edits)
        self.ref_length = ref_length


class TER(Metric[TERScore]):
    """TER.

    :param normalized: Whether punctuation is set apart, and entities are resolved.
    :param no_punct: Whether punctuation is removed.
    :param asian_support: Whether the two also know East Asian characters.
    :param case_sensitive: Whether case counts.
    :param references: References for calls that give none.
    """

    _SIGNATURE_TYPE = TERSignature

    def __init__(
        self,
        normalized: bool = False,
        no_punct: bool = False,
        asian_support: bool = False,
        case_sensitive: bool = False,
        references: References | None = None,
    ) -> None:
        super().__init__()
        self.no_punct = no_punct
        self.normalized = normalized
        self.asian_support = asian_support
        self.case_sensitive = case_sensitive
        self.tokenizer = TercomTokenizer(normalized, no_punct, asian_support, case_sensitive)
        self.tokenizer_signature = self.tokenizer.signature()
        if references is not None:
            self._ref_cache = self._cache_references(references)

    def _engine(self) -> _native.Engine:
        return _native.Engine.ter(
            self.normalized, self.no_punct, self.asian_support, self.case_sensitive
        )

    def _compute_score_from_stats(self, stats: Sequence[float]) -> TERScore:
        edits, length = (float(value) for value in stats)
        return TERScore(self._engine().score([edits, length]), edits, length)
