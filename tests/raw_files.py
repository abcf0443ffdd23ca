"""Raw files that several tests read."""

from __future__ import annotations

from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
STORY = (
    "Floods in Bergen\n\n"
    + "BERGEN - The river rose on Monday and the town was flooded, officials said. " * 5
)
