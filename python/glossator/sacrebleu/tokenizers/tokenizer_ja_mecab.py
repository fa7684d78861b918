"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import TokenizerJaMecab

__all__ = ["TokenizerJaMecab"]
