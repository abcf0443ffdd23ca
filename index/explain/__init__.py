"""How is shown what cleaning did to a document, and where each field came from?

One description (`explanation`), three forms of it: rich text for a terminal, JSON types, and a page that
stands by itself. Nothing here reads or writes files.
"""

from __future__ import annotations

from index.explain.content import Explained, explanation
from index.explain.page import as_html
from index.explain.terminal import as_terminal

__all__ = ["Explained", "as_html", "as_terminal", "explanation"]
