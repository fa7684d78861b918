"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import TokenizerKoMecab

__all__ = ["TokenizerKoMecab"]
