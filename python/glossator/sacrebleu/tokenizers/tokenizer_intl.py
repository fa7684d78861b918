"""Where sacreBLEU has this tokenizer."""

from glossator.sacrebleu.tokenizers import TokenizerV14International

__all__ = ["TokenizerV14International"]
