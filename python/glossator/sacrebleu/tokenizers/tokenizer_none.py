"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import NoneTokenizer

__all__ = ["NoneTokenizer"]
