"""Files that people send: made anew, sealed, kept within limits, and given only to who may have them."""

from webapp.services.uploads.cleaning import FileRefusedError
from webapp.services.uploads.keeping import MOST_MEGABYTES, SentFile, find_file, keep_file, open_file

__all__ = ["MOST_MEGABYTES", "FileRefusedError", "SentFile", "find_file", "keep_file", "open_file"]
