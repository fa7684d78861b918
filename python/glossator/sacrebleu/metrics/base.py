"""What the metrics have in common: scores, signatures, and how they are asked for."""

from __future__ import annotations

import json
import logging
import os
import statistics
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from glossator import _native
from glossator.sacrebleu.utils import sum_of_lists
from glossator.sacrebleu.version import __version__

sacrelogger = logging.getLogger("sacrebleu")

References = Sequence[Sequence[str | None]]
#: Lines ending in " ." from which on a text looks tokenized.
TOKENIZED_LINES = 100


class Score:
    """A score with its name.

    :param name: The metric's name with its variant.
    :param score: 0 to 100, TER also above.
    """

    def __init__(self, name: str, score: float) -> None:
        self.name = name
        self.score = score
        # Of the resamples, where some were drawn.
        self._mean = -1.0
        self._ci = -1.0
        # What is said behind the score.
        self._verbose = ""

    def format(
        self,
        width: int = 2,
        score_only: bool = False,
        signature: str = "",
        is_json: bool = False,
    ) -> str:
        """The score as a line, as a number alone or as JSON.

        :param width: Decimals.
        :param score_only: Whether it is the number alone.
        :param signature: The metric's signature, to be told too.
        :param is_json: Whether it is JSON, unless it is the number alone.
        """
        number = f"{self.score:.{width}f}"
        told: dict[str, Any] = {
            "name": self.name,
            "score": float(number),
            "signature": signature,
        }
        if self._mean > 0:
            mean, half_width = f"{self._mean:.{width}f}", f"{self._ci:.{width}f}"
            confidence = f"μ = {mean} ± {half_width}"
            number += f" ({confidence})"
            told["confidence_mean"] = float(mean)
            told["confidence_var"] = float(half_width)
            told["confidence"] = confidence
        if score_only:
            return number
        if self._verbose:
            told["verbose_score"] = self._verbose
        if is_json:
            for parameter in signature.split("|"):
                key, value = parameter.split(":")
                told[key] = value
            return json.dumps(told, indent=1, ensure_ascii=False)
        name = f"{self.name}|{signature}" if signature else self.name
        return f"{name} = {number}" + (f" {self._verbose}" if self._verbose else "")

    def estimate_ci(self, scores: Iterable[Score]) -> None:
        """Takes the mean and the 95 % interval of resamples' scores."""
        drawn = sorted(score.score for score in scores)
        low = len(drawn) // 40
        self._ci = 0.5 * (drawn[len(drawn) - low - 1] - drawn[low])
        self._mean = statistics.mean(drawn)

    def __repr__(self) -> str:
        return self.format()


class Signature:
    """How a score was computed.

    :param args: The attributes of the metric.
    """

    def __init__(self, args: dict[str, Any]) -> None:
        if "num_refs" not in args:
            raise ValueError("Number of references unknown, please evaluate the metric first.")
        #: Short keys by the long ones.
        self._abbr = {
            "version": "v",
            "nrefs": "#",
            "test": "t",
            "lang": "l",
            "subset": "S",
            "origlang": "o",
            "bs": "bs",
            "ar": "ar",
            "seed": "rs",
        }
        #: Values by the long keys; those that are none are not told.
        self.info: dict[str, Any] = {
            "version": __version__,
            "nrefs": "var" if args["num_refs"] == -1 else args["num_refs"],
            "bs": args.get("n_bootstrap"),
            "ar": None,
            "seed": args.get("seed"),
            "test": args.get("test_set"),
            "lang": args.get("langpair"),
            "origlang": args.get("origlang"),
            "subset": args.get("subset"),
        }

    def format(self, short: bool = False) -> str:
        """Keys and values, `nrefs:1|case:mixed|…`; the version comes last.

        :param short: Whether keys are of one or two letters.
        """
        keys = [key for key in self.info if key != "version"] + ["version"]
        pairs = []
        for key in keys:
            value = self.info[key]
            if value is None:
                continue
            if isinstance(value, bool):
                value = "yes" if value else "no"
            pairs.append(f"{self._abbr[key] if short else key}:{value}")
        return "|".join(pairs)

    def update(self, key: str, value: Any) -> None:
        """Sets a value."""
        self.info[key] = value

    def __str__(self) -> str:
        return self.format()

    def __repr__(self) -> str:
        return self.format()


ScoreType = TypeVar("ScoreType", bound=Score)


class Metric(ABC, Generic[ScoreType]):
    """A metric with its parameters."""

    _SIGNATURE_TYPE: type[Signature] = Signature

    num_refs: int

    def __init__(self) -> None:
        #: References for calls that give none.
        self._ref_cache: References | None = None
        # Whether nobody wants to hear that a text looks tokenized; only BLEU's users may.
        self._force = True
        # Of the last resamples.
        self.n_bootstrap: int | None = None
        self.seed: str | None = None

    @abstractmethod
    def _engine(self) -> _native.Engine:
        """What computes the metric."""

    @abstractmethod
    def _compute_score_from_stats(self, stats: Sequence[float]) -> ScoreType:
        """The score of a sum of statistics."""

    def _aggregate_and_compute(
        self, stats: _native.Counts | Sequence[Sequence[float]]
    ) -> ScoreType:
        """The score of the statistics of segments."""
        if isinstance(stats, _native.Counts):
            return self._compute_score_from_stats(stats.sum())
        return self._compute_score_from_stats(sum_of_lists(stats))

    def _check_sentence_score_args(self, hyp: str, refs: Sequence[str | None]) -> None:
        told = None
        if not isinstance(hyp, str):
            told = "The argument `hyp` should be a string."
        elif isinstance(refs, str) or not isinstance(refs, Sequence):
            told = "The argument `refs` should be a sequence of strings."
        elif not isinstance(refs[0], str) and refs[0] is not None:
            told = "Each element of `refs` should be a string."
        if told:
            raise TypeError(f"{type(self).__name__}: {told}")

    def _check_corpus_score_args(self, hyps: Sequence[str], refs: References | None) -> None:
        told = None
        if not isinstance(hyps, Sequence):
            told = "`hyps` should be a sequence of strings."
        elif not isinstance(hyps[0], str):
            told = "Each element of `hyps` should be a string."
        elif any(line is None for line in hyps):
            told = "Undefined line in hypotheses stream!"
        if refs is not None:
            if not isinstance(refs, Sequence):
                told = "`refs` should be a sequence of sequence of strings."
            elif not isinstance(refs[0], Sequence):
                told = "Each element of `refs` should be a sequence of strings."
            elif not isinstance(refs[0][0], str) and refs[0][0] is not None:
                told = "`refs` should be a sequence of sequence of strings."
        if told:
            raise TypeError(f"{type(self).__name__}: {told}")

    def _cache_references(self, references: References) -> References:
        """Takes references, and how many of them the segments have."""
        streams = [list(stream) for stream in references]
        counts = {sum(line is not None for line in lines) for lines in zip(*streams)}
        self.num_refs = counts.pop() if len(counts) == 1 else -1
        return streams

    def _extract_corpus_statistics(
        self, hypotheses: Sequence[str], references: References | None
    ) -> _native.Counts:
        """What is counted in each segment; more hypotheses than references, or the reverse, are left out."""
        if references:
            streams: References | None = self._cache_references(references)
        else:
            streams = self._ref_cache
        if not streams:
            raise RuntimeError("No references provided and the cache is empty.")
        counted = self._engine().count(list(hypotheses), streams)
        if not self._force:
            lines = sum(line.endswith(" .") for line in list(hypotheses)[: len(counted)])
            if lines >= TOKENIZED_LINES:
                sacrelogger.warning("That's 100 lines that end in a tokenized period ('.')")
                sacrelogger.warning(
                    "It looks like you forgot to detokenize your test data, which may hurt your score."
                )
                sacrelogger.warning(
                    "If you insist your data is detokenized, or don't care, you can suppress this message with the `force` parameter."
                )
        return counted

    def sentence_score(self, hypothesis: str, references: Sequence[str | None]) -> ScoreType:
        """The score of one segment.

        :param hypothesis: The translation.
        :param references: Its references.
        """
        self._check_sentence_score_args(hypothesis, references)
        streams = [[reference] for reference in references]
        return self._aggregate_and_compute(self._extract_corpus_statistics([hypothesis], streams))

    def corpus_score(
        self, hypotheses: Sequence[str], references: References | None, n_bootstrap: int = 1
    ) -> ScoreType:
        """The score of a corpus.

        :param hypotheses: The translations.
        :param references: Streams of references, each with one for each translation, none where there is none; without
            them those that the metric was made with.
        :param n_bootstrap: Resamples to draw for a 95 % interval, if more than one.
        """
        self._check_corpus_score_args(hypotheses, references)
        counted = self._extract_corpus_statistics(hypotheses, references)
        score = self._aggregate_and_compute(counted)
        if n_bootstrap > 1:
            self.n_bootstrap = n_bootstrap
            told = os.environ.get("SACREBLEU_SEED", "12345")
            self.seed = told.lower()
            _, score._mean, score._ci = self._engine().resample(counted, n_bootstrap, seed_of(told))
        return score

    def get_signature(self) -> Signature:
        """How scores are computed; the number of references is that of the last call."""
        return self._SIGNATURE_TYPE(self.__dict__)


def seed_of(told: str) -> int | None:
    """The seed that the environment tells; none asks for other resamples every time."""
    return None if told.lower() == "none" else int(told)
