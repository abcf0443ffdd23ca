"""The dependency rule: web -> search <- index, and each library only where it belongs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("search", "index", "web")
MAY_IMPORT = {"search": {"search"}, "index": {"index", "search"}, "web": {"web", "search"}}
ONLY_IN = {"whoosh": "search", "flask": "web", "bs4": "index", "gunicorn": "web"}
STEPS = ("readers", "clean", "places", "extract")
"""From a raw file to an article: a step may know those before it."""
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The modules that a module imports from, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports say the whole name"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_package_may(path: Path) -> None:
    """The kernel knows neither of the others, and they do not know each other."""
    package = path.relative_to(ROOT).parts[0]
    names = {name.partition(".")[0] for name in imported(path)}
    assert names & set(PACKAGES) <= MAY_IMPORT[package]
    assert all(ONLY_IN.get(name, package) == package for name in names)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_knows_only_those_before_it(step: str) -> None:
    """A reader knows nothing of cleaning, nor cleaning of the fields that are extracted afterwards."""
    later = STEPS[STEPS.index(step) + 1 :]
    names = {name for path in (ROOT / "index" / step).rglob("*.py") for name in imported(path)}
    assert not {name for name in names if name.startswith("index.") and name.split(".")[1] in later}
