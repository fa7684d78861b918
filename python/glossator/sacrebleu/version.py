"""The release of sacreBLEU whose figures are reproduced."""

__version__ = "2.6.0"
version = __version__
