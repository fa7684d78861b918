"""Tercom's tokenizer."""

from __future__ import annotations

from glossator import _native
from glossator.sacrebleu.tokenizers import BaseTokenizer


class TercomTokenizer(BaseTokenizer):
    """Tercom's tokenizer.

    :param normalized: Whether punctuation is set apart, and entities are resolved.
    :param no_punct: Whether punctuation is removed.
    :param asian_support: Whether the two also know East Asian characters.
    :param case_sensitive: Whether case is kept.
    """

    name = "tercom"

    def __init__(
        self,
        normalized: bool = False,
        no_punct: bool = False,
        asian_support: bool = False,
        case_sensitive: bool = False,
    ) -> None:
        self._switches = (normalized, no_punct, asian_support, case_sensitive)

    def signature(self) -> str:
        return self.name

    def __call__(self, sent: str) -> str:
        return _native.tercom(sent, *self._switches)
