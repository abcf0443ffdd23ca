#!/bin/sh
# Runs the tests of searching with Whoosh 2.7.4 in place of whoosh3, which is the way out should the
# fork turn bad. Its warnings about old syntax are not ours to mend.
set -e
packages=$(mktemp -d)
trap 'rm -rf "$packages"' EXIT
python -m pip install --quiet --no-deps --target "$packages" whoosh==2.7.4
PYTHONPATH="$packages" python -m pytest -o filterwarnings=ignore "$@" tests/test_search_*.py
