"""The commands of `backfile-index`, one a file: `add` declares its arguments, `run` does it."""
