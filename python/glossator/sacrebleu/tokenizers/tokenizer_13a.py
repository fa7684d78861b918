"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import Tokenizer13a

__all__ = ["Tokenizer13a"]
