"""N-grams of words and characters, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def extract_word_ngrams(tokens: Sequence[str], n: int) -> Counter[str]:
    """How often each n-gram occurs, its words joined by spaces."""
    return Counter(" ".join(tokens[at : at + n]) for at in range(len(tokens) - n + 1))


def extract_all_word_ngrams(
    line: str, min_order: int, max_order: int
) -> tuple[Counter[tuple[str, ...]], int]:
    """How often each n-gram of these orders occurs, as a tuple of words, and how many words there are."""
    tokens = line.split()
    orders = range(min_order, max_order + 1)
    found = (tuple(tokens[at : at + n]) for n in orders for at in range(len(tokens) - n + 1))
    return Counter(found), len(tokens)


def extract_char_ngrams(line: str, n: int, include_whitespace: bool = False) -> Counter[str]:
    """How often each n-gram of characters occurs; whitespace is left out unless it is asked for."""
    text = line if include_whitespace else "".join(line.split())
    return Counter(text[at : at + n] for at in range(len(text) - n + 1))


def extract_all_char_ngrams(
    line: str, max_order: int, include_whitespace: bool = False
) -> list[Counter[str]]:
    """The same for each order from 1."""
    return [extract_char_ngrams(line, n, include_whitespace) for n in range(1, max_order + 1)]
