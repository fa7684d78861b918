"""`glossator.sacrebleu` beside sacreBLEU itself: the same figures to the last digit, the same strings."""

import copy
import logging
import pickle
import random
import threading
import time

import pytest

import glossator.sacrebleu as ours

theirs = pytest.importorskip("sacrebleu", reason="sacreBLEU 2.6.0 is compared with")
pytestmark = pytest.mark.skipif(
    theirs.__version__ != ours.__version__, reason="another release of sacreBLEU"
)

WORDS = "the a cat dog sat, on mat. It's 3.5 (well-known) &quot; größer straße 文章 中文。 日本 — naïve ok OK!".split(
    " "
)


def texts(seed, count=60, longest=14):
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=rng.randint(0, longest))) for _ in range(count)]


def near(seed, lines):
    """The lines with some words gone, doubled or moved."""
    rng = random.Random(seed)
    changed = []
    for line in lines:
        words = line.split(" ")
        for _ in range(rng.randint(0, 4)):
            at = rng.randrange(len(words))
            words[at : at + 1] = rng.choice(
                [[], [words[at], rng.choice(WORDS)], [rng.choice(WORDS)]]
            )
            words = words or [""]
        changed.append(" ".join(words))
    return changed


FIRST = texts(1)
STREAMS = [FIRST, near(2, FIRST)]
SYSTEM, OTHER = near(3, FIRST), near(4, near(5, FIRST))
GAPS = [[None if at % 3 == 0 else line for at, line in enumerate(STREAMS[0])], STREAMS[1]]

METRICS = [
    ("BLEU", {}),
    ("BLEU", {"lowercase": True, "tokenize": "intl"}),
    ("BLEU", {"tokenize": "zh", "smooth_method": "floor", "smooth_value": 0.3}),
    ("BLEU", {"tokenize": "char", "max_ngram_order": 6}),
    ("BLEU", {"tokenize": "none", "smooth_method": "add-k", "smooth_value": 0.5}),
    ("BLEU", {"smooth_method": "add-k", "effective_order": True}),
    ("BLEU", {"smooth_method": "none", "trg_lang": "zh"}),
    ("CHRF", {}),
    ("CHRF", {"word_order": 2, "lowercase": True}),
    ("CHRF", {"char_order": 4, "beta": 3, "whitespace": True, "eps_smoothing": True}),
    ("TER", {}),
    ("TER", {"normalized": True, "asian_support": True, "case_sensitive": True}),
    ("TER", {"no_punct": True}),
]


def both(name, parameters, **more):
    return [getattr(module.metrics, name)(**parameters, **more) for module in (ours, theirs)]


def equal(one, other):
    """Whether two scores have the same attributes and strings."""
    mine, real = dict(one.__dict__), dict(other.__dict__)
    assert type(one).__name__ == type(other).__name__ and mine.keys() == real.keys()
    for key, value in real.items():
        is_number = isinstance(value, (float, list))
        assert mine[key] == (pytest.approx(value, rel=1e-12, abs=1e-12) if is_number else value), (
            key
        )
    for key in ("counts", "totals", "sys_len", "ref_len", "num_edits", "ref_length"):
        assert mine.get(key) == real.get(key), key
        assert repr(mine.get(key)) == repr(real.get(key)), key
    signature = "nrefs:1|case:mixed|version:2.6.0"
    for width in (1, 2, 4):
        assert one.format(width) == other.format(width)
        assert one.format(width, score_only=True) == other.format(width, score_only=True)
        assert one.format(width, signature=signature) == other.format(width, signature=signature)
        told = {"width": width, "signature": signature, "is_json": True}
        assert one.format(**told) == other.format(**told)
    assert repr(one) == repr(other) == str(one)


@pytest.mark.parametrize("references", [STREAMS, STREAMS[:1], GAPS], ids=["two", "one", "gaps"])
@pytest.mark.parametrize("name, parameters", METRICS)
def test_scores_of_a_corpus_and_of_its_segments(name, parameters, references):
    mine, real = both(name, parameters)
    equal(mine.corpus_score(SYSTEM, references), real.corpus_score(SYSTEM, references))
    for short in (False, True):
        assert mine.get_signature().format(short) == real.get_signature().format(short)
    for at in range(0, len(SYSTEM), 3):
        segment = [stream[at] for stream in references if stream[at] is not None]
        equal(mine.sentence_score(SYSTEM[at], segment), real.sentence_score(SYSTEM[at], segment))
    assert repr(mine.get_signature()) == repr(real.get_signature())


@pytest.mark.parametrize("name, parameters", METRICS)
def test_references_that_the_metric_keeps(name, parameters):
    mine, real = both(name, parameters, references=STREAMS)
    for system in (SYSTEM, OTHER):
        equal(mine.corpus_score(system, None), real.corpus_score(system, None))


@pytest.mark.parametrize("name, parameters", METRICS)
@pytest.mark.parametrize("seed", ["12345", "7"])
def test_intervals_of_resamples(name, parameters, seed, monkeypatch):
    monkeypatch.setenv("SACREBLEU_SEED", seed)
    mine, real = both(name, parameters)
    one, other = (metric.corpus_score(SYSTEM, STREAMS, n_bootstrap=200) for metric in (mine, real))
    assert one._mean == pytest.approx(float(other._mean), rel=1e-9)
    assert one._ci == pytest.approx(float(other._ci), rel=1e-9)
    assert one.format() == other.format() and "μ" in one.format()
    assert str(mine.get_signature()) == str(real.get_signature())
    assert f"bs:200|seed:{seed}" in str(mine.get_signature())


@pytest.mark.parametrize("kind, more", [("bs", {}), ("ar", {}), ("ar", {"n_ar_confidence": 150})])
def test_paired_tests(kind, more):
    systems = [("base", SYSTEM), ("other", OTHER), ("same", list(SYSTEM)), ("poor", texts(9))]
    found = []
    for module in (ours, theirs):
        metrics = {
            "BLEU": module.metrics.BLEU(references=STREAMS),
            "chrF": module.metrics.CHRF(references=STREAMS),
            "TER": module.metrics.TER(references=STREAMS),
        }
        from importlib import import_module

        test = import_module(module.__name__ + ".significance").PairedTest
        found.append(test(systems, metrics, None, test_type=kind, n_samples=300, **more)())
    (signatures, mine), (real_signatures, real) = found
    assert {k: str(v) for k, v in signatures.items()} == {
        k: str(v) for k, v in real_signatures.items()
    }
    assert mine.keys() == real.keys() and mine["System"] == real["System"]
    for name in ("BLEU", "chrF2", "TER"):
        for one, other in zip(mine[name], real[name]):
            assert one.p_value == other.p_value, name
            assert one.score == pytest.approx(other.score, rel=1e-12)
            for value, known in ((one.mean, other.mean), (one.ci, other.ci)):
                assert (value is None) == (known is None)
                assert value is None or value == pytest.approx(float(known), rel=1e-6)


FUNCTIONS = [
    ("corpus_bleu", {"lowercase": True, "use_effective_order": True}),
    ("raw_corpus_bleu", {}),
    ("corpus_chrf", {"word_order": 2, "remove_whitespace": False}),
    ("corpus_ter", {"normalized": True}),
    ("sentence_bleu", {"smooth_method": "floor", "tokenize": "char"}),
    ("sentence_chrf", {"eps_smoothing": True}),
    ("sentence_ter", {"no_punct": True}),
]


@pytest.mark.parametrize("name, parameters", FUNCTIONS)
def test_functions(name, parameters):
    pair = (
        (SYSTEM[3], [stream[3] for stream in STREAMS]) if "sentence" in name else (SYSTEM, STREAMS)
    )
    equal(getattr(ours, name)(*pair, **parameters), getattr(theirs, name)(*pair, **parameters))


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.BLEU().corpus_score("text", [["a"]]).score,
        lambda m: m.BLEU().corpus_score(["a"], ["a"]).score,
        lambda m: m.BLEU().corpus_score(5, [["a"]]),
        lambda m: m.BLEU().corpus_score([5], [["a"]]),
        lambda m: m.BLEU().corpus_score(["a", None], [["a", "b"]]),
        lambda m: m.CHRF().corpus_score(["a"], [[5]]),
        lambda m: m.TER().sentence_score("a", "a"),
        lambda m: m.TER().sentence_score(["a"], ["a"]),
        lambda m: m.BLEU().corpus_score(["a"], None),
        lambda m: m.BLEU().get_signature(),
        lambda m: m.BLEU(smooth_method="add"),
        lambda m: m.BLEU(tokenize="14a"),
        lambda m: m.BLEU(effective_order=True).sentence_score("a", [None]),
    ],
)
def test_wrong_calls_raise_the_same(call):
    def ended(module):
        try:
            return call(module)
        except Exception as error:
            told = str(error) if isinstance(error, RuntimeError) or ":" in str(error) else ""
            return type(error).__name__, told

    assert ended(ours) == ended(theirs)


def test_texts_that_look_tokenized_are_told(caplog):
    lines = ["a b ."] * 120
    with caplog.at_level(logging.WARNING, "sacrebleu"):
        ours.corpus_bleu(lines, [lines], force=True)
        assert not caplog.records
        ours.corpus_bleu(lines, [lines])
    mine = [record.message for record in caplog.records]
    caplog.clear()
    with caplog.at_level(logging.WARNING, "sacrebleu"):
        theirs.corpus_bleu(lines, [lines])
    assert mine == [record.message for record in caplog.records] and len(mine) == 3


def test_tokenizers():
    from importlib import import_module

    for module, name in [
        ("13a", "Tokenizer13a"),
        ("intl", "TokenizerV14International"),
        ("zh", "TokenizerZh"),
        ("char", "TokenizerChar"),
        ("none", "NoneTokenizer"),
        ("ter", "TercomTokenizer"),
    ]:
        one, other = (
            getattr(import_module(f"{package.__name__}.tokenizers.tokenizer_{module}"), name)()
            for package in (ours, theirs)
        )
        assert one.signature() == other.signature()
        for line in FIRST + SYSTEM:
            assert one(line) == other(line), name


def test_n_grams():
    for n in (1, 2, 3):
        assert ours.extract_word_ngrams(WORDS, n) == theirs.extract_word_ngrams(WORDS, n)
        for spaces in (False, True):
            text = FIRST[2]
            assert ours.extract_char_ngrams(text, n, spaces) == theirs.extract_char_ngrams(
                text, n, spaces
            )


def test_statistics_are_scored_with_any_numbers():
    for case in [
        ([4, 2, 1, 0], [6, 5, 4, 3], 6, 8),
        ([0, 0, 0, 0], [1, 0, 0, 0], 1, 5),
        ([3.5, 1, 0, 0], [4, 3, 2, 1], 4, 4),
    ]:
        for method in ("none", "floor", "exp", "add-k"):
            one, other = (
                module.BLEU.compute_bleu(*copy.deepcopy(case), smooth_method=method)
                for module in (ours, theirs)
            )
            assert one.score == pytest.approx(other.score, rel=1e-12) and one.counts == other.counts


def test_metrics_can_be_copied_and_sent_to_other_processes():
    metric = ours.BLEU(references=STREAMS, lowercase=True)
    again = pickle.loads(pickle.dumps(copy.deepcopy(metric)))
    assert again.corpus_score(SYSTEM, None).score == metric.corpus_score(SYSTEM, None).score


def test_other_threads_go_on_meanwhile():
    lines = texts(11, count=4000, longest=40)
    begun, moments, ended = threading.Event(), [], []

    def score():
        begun.set()
        ours.CHRF().corpus_score(lines, [near(12, lines)])
        ended.append(time.monotonic())

    worker = threading.Thread(target=score)
    worker.start()
    begun.wait()
    while worker.is_alive():
        moments.append(time.monotonic())
        time.sleep(0)
    middle = (moments[0] + ended[0]) / 2
    spread = (ended[0] - moments[0]) / 4
    assert any(abs(moment - middle) < spread for moment in moments)
