"""How does a raw file become documents, whatever its format?

`read` chooses the format by looking at the bytes and hands the file to the reader of that format.
A reader is one module and one line in `formats.FORMATS`.
"""

from index.readers.compressed import without_suffix
from index.readers.options import DEFAULT_KEYS, Limits, ReadOptions
from index.readers.reading import glimpse, read, read_bytes, scan
from index.readers.sidecars import TABLE, is_sidecar, names_beside, places_beside, table_fault
from index.readers.source import NOT_RAW, printable_name
from index.readers.unparsed import Unparsed

__all__ = [
    "DEFAULT_KEYS",
    "NOT_RAW",
    "TABLE",
    "Limits",
    "ReadOptions",
    "Unparsed",
    "glimpse",
    "is_sidecar",
    "names_beside",
    "places_beside",
    "printable_name",
    "read",
    "read_bytes",
    "scan",
    "table_fault",
    "without_suffix",
]
