"""A gettext template: a catalog whose texts are still to be written."""

from dragoman.exchange.po import read
from dragoman.exchange.po import write_template as write

__all__ = ["read", "write"]
