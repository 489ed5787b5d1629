"""A folder's files: read, written, removed and looked at here and nowhere else.

`Files` is what the rest of the program sees. `fence` keeps every path inside the folder,
`replacing` puts a file in another one's place without losing what somebody saved meanwhile, `lock`
holds the project for one run at a time, and `listing` goes through folders.
"""

from dragoman.files.base import Files, Stamp, anywhere
from dragoman.files.contents import Contents
from dragoman.files.failures import ChangedMeanwhileError
from dragoman.files.lock import PRIVATE
from dragoman.files.shelf import Shelf
from dragoman.files.spool import Spool

__all__ = [
    "PRIVATE",
    "ChangedMeanwhileError",
    "Contents",
    "Files",
    "Shelf",
    "Spool",
    "Stamp",
    "anywhere",
]
