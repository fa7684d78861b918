"""chrF (Popović 2015) and chrF++ (Popović 2017)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glossator import _native
from glossator.sacrebleu.metrics.base import Metric, References, Score, Signature


class CHRFSignature(Signature):
    """How a chrF score was computed."""

    def __init__(self, args: dict[str, Any]) -> None:
        super().__init__(args)
        self._abbr.update({"case": "c", "eff": "e", "nc": "nc", "nw": "nw", "space": "s"})
        self.info.update(
            {
                "case": "lc" if args["lowercase"] else "mixed",
                "eff": "yes" if not args["eps_smoothing"] else "no",
                "nc": args["char_order"],
                "nw": args["word_order"],
                "space": "yes" if args["whitespace"] else "no",
            }
        )


class CHRFScore(Score):
    """A chrF score.

    :param score: 0 to 100.
    :param char_order: The highest order of character n-grams.
    :param word_order: The highest order of word n-grams; 2 for chrF++.
    :param beta: How many times as much recall weighs as precision.
    """

    def __init__(self, score: float, char_order: int, word_order: int, beta: int) -> None:
        self.beta = beta
        self.char_order = char_order
        self.word_order = word_order
        super().__init__(f"chrF{beta}" + "+" * word_order, score)


class CHRF(Metric[CHRFScore]):
    """chrF, and chrF++ with a word order of 2.

    :param char_order: The highest order of character n-grams.
    :param word_order: The highest order of word n-grams.
    :param beta: How many times as much recall weighs as precision.
    :param lowercase: Whether case is ignored.
    :param whitespace: Whether whitespace counts as characters.
    :param eps_smoothing: Whether orders without n-grams count with an epsilon rather than not at all.
    :param references: References for calls that give none.
    """

    CHAR_ORDER = 6
    WORD_ORDER = 0
    BETA = 2
    _SIGNATURE_TYPE = CHRFSignature

    def __init__(
        self,
        char_order: int = CHAR_ORDER,
        word_order: int = WORD_ORDER,
        beta: int = BETA,
        lowercase: bool = False,
        whitespace: bool = False,
        eps_smoothing: bool = False,
        references: References | None = None,
    ) -> None:
        super().__init__()
        self.beta = beta
        self.char_order = char_order
        self.word_order = word_order
        self.order = char_order + word_order
        self.lowercase = lowercase
        self.whitespace = whitespace
        self.eps_smoothing = eps_smoothing
        if references is not None:
            self._ref_cache = self._cache_references(references)

    def _engine(self) -> _native.Engine:
        return _native.Engine.chrf(
            self.char_order,
            self.word_order,
            self.beta,
            self.lowercase,
            self.whitespace,
            self.eps_smoothing,
        )

    def _compute_score_from_stats(self, stats: Sequence[float]) -> CHRFScore:
        score = self._engine().score([float(value) for value in stats])
        return CHRFScore(score, self.char_order, self.word_order, self.beta)
