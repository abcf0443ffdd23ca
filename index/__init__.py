"""From raw files to an index: reading, cleaning, extracting, and the life of generations."""
