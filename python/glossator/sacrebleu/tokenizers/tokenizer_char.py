"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import TokenizerChar

__all__ = ["TokenizerChar"]
