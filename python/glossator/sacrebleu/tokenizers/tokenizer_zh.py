"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import TokenizerZh

__all__ = ["TokenizerZh"]
