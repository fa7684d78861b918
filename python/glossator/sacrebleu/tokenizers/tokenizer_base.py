"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import BaseTokenizer

__all__ = ["BaseTokenizer"]
