"""BLEU (Papineni et al. 2002)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glossator import _native
from glossator.sacrebleu.metrics.base import Metric, References, Score, Signature, sacrelogger
from glossator.sacrebleu.tokenizers import TOKENIZERS

MAX_NGRAM_ORDER = 4


class BLEUSignature(Signature):
    """How a BLEU score was computed."""

    def __init__(self, args: dict[str, Any]) -> None:
        super().__init__(args)
        self._abbr.update({"case": "c", "eff": "e", "tok": "tok", "smooth": "s"})
        smoothing = args["smooth_method"]
        default = BLEU.SMOOTH_DEFAULTS[smoothing]
        if default is not None:
            value = default if args["smooth_value"] is None else args["smooth_value"]
            smoothing += f"[{value:.2f}]"
        self.info.update(
            {
                "case": "lc" if args["lowercase"] else "mixed",
                "eff": "yes" if args["effective_order"] else "no",
                "tok": args["tokenizer_signature"],
                "smooth": smoothing,
            }
        )


class BLEUScore(Score):
    """A BLEU score and what it is made of.

    :param score: 0 to 100.
    :param counts: Matches by order.
    :param totals: N-grams of the hypotheses by order.
    :param precisions: Precisions by order, 0 to 100.
    :param bp: The brevity penalty, 0 to 1.
    :param sys_len: Tokens of the hypotheses.
    :param ref_len: Tokens of the references closest to them in length.
    """

    def __init__(
        self,
        score: float,
        counts: list[float],
        totals: list[float],
        precisions: list[float],
        bp: float,
        sys_len: int,
        ref_len: int,
    ) -> None:
        super().__init__("BLEU", score)
        self.bp = bp
        self.counts = counts
        self.totals = totals
        self.sys_len = sys_len
        self.ref_len = ref_len
        self.precisions = precisions
        self.prec_str = "/".join(f"{precision:.1f}" for precision in precisions)
        self.ratio = sys_len / ref_len if ref_len else 0
        self._verbose = (
            f"{self.prec_str} (BP = {bp:.3f} ratio = {self.ratio:.3f} "
            f"hyp_len = {sys_len:d} ref_len = {ref_len:d})"
        )


class BLEU(Metric[BLEUScore]):
    """BLEU.

    :param lowercase: Whether case is ignored.
    :param force: Whether nothing is said of texts that look tokenized.
    :param tokenize: The tokenizer; without one that of the target language, else `13a`.
    :param smooth_method: `floor`, `add-k`, `exp` or `none`.
    :param smooth_value: The value of `floor` and `add-k`; without it 0.1 and 1.
    :param max_ngram_order: The highest order of n-grams.
    :param effective_order: Whether orders that the hypotheses are too short for are left out: for single segments.
    :param trg_lang: The target language, which may choose the tokenizer.
    :param references: References for calls that give none.
    """

    SMOOTH_DEFAULTS: dict[str, float | None] = {"none": None, "floor": 0.1, "add-k": 1, "exp": None}
    TOKENIZERS = TOKENIZERS.keys()
    TOKENIZER_DEFAULT = "13a"
    _TOKENIZER_MAP = {"zh": "zh", "ja": "ja-mecab", "ko": "ko-mecab"}
    _LANGUAGES = {"zh": "Chinese", "ja": "Japanese", "ko": "Korean"}
    _SIGNATURE_TYPE = BLEUSignature

    def __init__(
        self,
        lowercase: bool = False,
        force: bool = False,
        tokenize: str | None = None,
        smooth_method: str = "exp",
        smooth_value: float | None = None,
        max_ngram_order: int = MAX_NGRAM_ORDER,
        effective_order: bool = False,
        trg_lang: str = "",
        references: References | None = None,
    ) -> None:
        super().__init__()
        assert smooth_method in self.SMOOTH_DEFAULTS, f"Unknown smooth_method {smooth_method!r}"
        self._force = force
        self.trg_lang = trg_lang
        self.lowercase = lowercase
        self.smooth_value = smooth_value
        self.smooth_method = smooth_method
        self.max_ngram_order = max_ngram_order
        self.effective_order = effective_order
        fitting = self._TOKENIZER_MAP.get(trg_lang)
        if tokenize is None:
            tokenize = fitting or self.TOKENIZER_DEFAULT
        elif fitting and tokenize != fitting:
            language = self._LANGUAGES[trg_lang]
            sacrelogger.warning(
                f"Consider using the {fitting!r} or 'spm' tokenizer for {language}."
            )
        self.tokenizer = TOKENIZERS[tokenize]()
        self.tokenizer_signature = self.tokenizer.signature()
        if references is not None:
            self._ref_cache = self._cache_references(references)

    def _engine(self) -> _native.Engine:
        return _native.Engine.bleu(
            self.tokenizer.name,
            self.tokenizer.model(),
            self.lowercase,
            self.smooth_method,
            self.smooth_value,
            self.max_ngram_order,
            self.effective_order,
        )

    @staticmethod
    def compute_bleu(
        correct: Sequence[float],
        total: Sequence[float],
        sys_len: int,
        ref_len: int,
        smooth_method: str = "none",
        smooth_value: float | None = None,
        effective_order: bool = False,
        max_ngram_order: int = MAX_NGRAM_ORDER,
    ) -> BLEUScore:
        """The score of statistics.

        :param correct: Matches by order.
        :param total: N-grams of the hypotheses by order.
        :param sys_len: Tokens of the hypotheses.
        :param ref_len: Tokens of the references closest to them in length.
        :param smooth_method: `floor`, `add-k`, `exp` or `none`.
        :param smooth_value: The value of `floor` and `add-k`.
        :param effective_order: Whether orders that the hypotheses are too short for are left out.
        :param max_ngram_order: The highest order.
        """
        assert smooth_method in BLEU.SMOOTH_DEFAULTS, f"Unknown smooth_method {smooth_method!r}"
        engine = _native.Engine.bleu(
            "none", None, False, smooth_method, smooth_value, max_ngram_order, effective_order
        )
        statistics = [float(sys_len), float(ref_len), *map(float, correct), *map(float, total)]
        score, counts, totals, precisions, bp, _, _ = engine.bleu_parts(statistics)
        return BLEUScore(score, _counts(counts), _counts(totals), precisions, bp, sys_len, ref_len)

    def _compute_score_from_stats(self, stats: Sequence[float]) -> BLEUScore:
        parts = self._engine().bleu_parts([float(value) for value in stats])
        score, counts, totals, precisions, bp, sys_len, ref_len = parts
        return BLEUScore(score, _counts(counts), _counts(totals), precisions, bp, sys_len, ref_len)

    def sentence_score(self, hypothesis: str, references: Sequence[str | None]) -> BLEUScore:
        """The score of one segment.

        :param hypothesis: The translation.
        :param references: Its references.
        """
        if not self.effective_order:
            sacrelogger.warning(
                "It is recommended to enable `effective_order` for sentence-level BLEU."
            )
        return super().sentence_score(hypothesis, references)


def _counts(values: list[float]) -> list[float]:
    """Counts as whole numbers; those that something was added to as they are."""
    return [int(value) if value.is_integer() else value for value in values]
