"""Whether systems differ by more than chance."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from glossator import _native
from glossator.sacrebleu.metrics.base import Metric, References, Signature, sacrelogger, seed_of


class Result:
    """A system's score, and what a test says of it.

    :param score: The score.
    :param p_value: The p-value of its difference to the baseline; none for the baseline.
    :param mean: The mean of its resamples, where some were drawn.
    :param ci: Half the width of their 95 % interval.
    """

    def __init__(
        self,
        score: float,
        p_value: float | None = None,
        mean: float | None = None,
        ci: float | None = None,
    ) -> None:
        self.score = score
        self.p_value = p_value
        self.mean = mean
        self.ci = ci

    def __repr__(self) -> str:
        return ",".join(f"{key}={value}" for key, value in self.__dict__.items())


class PairedTest:
    """Tests systems against the first one, the baseline. Its call gives the signatures and the results.

    :param named_systems: Names and hypotheses of the systems.
    :param metrics: Metrics by name.
    :param references: Streams of references; none for those that the metrics were made with.
    :param test_type: `ar` for approximate randomization, `bs` for the paired bootstrap.
    :param n_samples: Trials or resamples; 0 for 10,000 or 1,000.
    :param n_ar_confidence: Resamples for the interval beside randomization; -1 for none, 0 for 1,000.
    :param n_jobs: Taken and not needed: all cores work on each test.
    """

    _DEFAULT_SAMPLES = {"ar": 10000, "bs": 1000}

    def __init__(
        self,
        named_systems: Sequence[tuple[str, Sequence[str]]],
        metrics: Mapping[str, Metric[Any]],
        references: References | None,
        test_type: str = "ar",
        n_samples: int = 0,
        n_ar_confidence: int = -1,
        n_jobs: int = 1,
    ) -> None:
        assert test_type in ("ar", "bs"), f"Unknown test type {test_type!r}"
        self.test_type = test_type
        self.n_jobs = n_jobs
        self.references = references
        self.named_systems = named_systems
        self.n_ar_confidence = n_ar_confidence or self._DEFAULT_SAMPLES["bs"]
        self.n_samples = n_samples if n_samples > 0 else self._DEFAULT_SAMPLES[test_type]
        self.n_systems = len(named_systems) - 1
        self._seed = seed_of(os.environ.get("SACREBLEU_SEED", "12345"))
        self._signatures: dict[str, Signature] = {}
        self.metrics: dict[str, Metric[Any]] = {}
        self._baseline: dict[str, tuple[_native.Counts, float]] = {}
        for name, metric in metrics.items():
            baseline, hypotheses = named_systems[0]
            sacrelogger.info(f"Pre-computing {name} statistics for {baseline!r}")
            counted = metric._extract_corpus_statistics(hypotheses, references)
            score = metric._aggregate_and_compute(counted)
            self.metrics[score.name] = metric
            self._baseline[score.name] = (counted, score.score)
            signature = metric.get_signature()
            signature.update("seed", str(self._seed).lower())
            signature.update(test_type, self.n_samples)
            if self.n_ar_confidence > 0:
                signature.update("bs", self.n_ar_confidence)
            self._signatures[score.name] = signature

    def __call__(self) -> tuple[dict[str, Signature], dict[str, list[Any]]]:
        """Runs the test: signatures by metric, and by metric the results in the order of the systems in `System`."""
        found: dict[str, list[Any]] = {"System": [name for name, _ in self.named_systems]}
        for name, metric in self.metrics.items():
            counted, score = self._baseline[name]
            systems, scores = [counted], [score]
            for system, hypotheses in self.named_systems[1:]:
                sacrelogger.info(
                    f"Computing {name} for {system!r} and extracting sufficient statistics"
                )
                systems.append(metric._extract_corpus_statistics(hypotheses, self.references))
                scores.append(metric._aggregate_and_compute(systems[-1]).score)
            # sacreBLEU takes a seed of 0 for none, but for the baseline's own interval.
            tested = self._test(metric, systems, self._seed or None)
            if self._seed == 0:
                tested[:1] = self._test(metric, systems[:1], self._seed)
            found[name] = [
                Result(score, p_value, *(confidence or (None, None)))
                for score, (p_value, confidence) in zip(scores, tested)
            ]
        return self._signatures, found

    def _test(
        self, metric: Metric[Any], systems: list[_native.Counts], seed: int | None
    ) -> list[tuple[float | None, tuple[float, float] | None]]:
        if self.test_type == "bs":
            return list(_native.paired_bootstrap(metric._engine(), systems, self.n_samples, seed))
        samples = self.n_ar_confidence if self.n_ar_confidence > 0 else None
        return _native.paired_randomization(
            metric._engine(), systems, self.n_samples, samples, seed
        )
