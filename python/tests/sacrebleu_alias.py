"""A plugin of pytest: `import sacrebleu` gives `glossator.sacrebleu`, so that sacreBLEU's own tests test ours.

`python -m pytest -p sacrebleu_alias test/test_bleu.py …`, this folder in PYTHONPATH, in the folder of sacreBLEU's sources.
"""

import importlib
import pkgutil
import sys

import glossator.sacrebleu

for module in pkgutil.walk_packages(glossator.sacrebleu.__path__, "glossator.sacrebleu."):
    importlib.import_module(module.name)
for name, module in list(sys.modules.items()):
    if name.startswith("glossator.sacrebleu"):
        sys.modules[name.removeprefix("glossator.")] = module
