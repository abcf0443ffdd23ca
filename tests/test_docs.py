"""What the documents must not leave out, and what they must not say."""

from __future__ import annotations

import configparser
import re
from dataclasses import fields
from pathlib import Path

import pytest

from index.__main__ import COMMANDS
from search.config import Config, variable
from search.errors import BackfileError, ConfigError
from search.fields import PREFIXES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", fields(Config), ids=lambda setting: setting.name)
def test_every_setting_is_in_the_readme_with_its_default(setting: object) -> None:
    """A setting that is not written down does not exist for its users."""
    name, default = setting.name, setting.default  # type: ignore[attr-defined]
    row = next(line for line in README.splitlines() if line.startswith(f"| `{variable(name)}`"))
    assert f"`{default}`" in row if default != "" else "empty" in row
    assert setting.metadata["text"] in row  # type: ignore[attr-defined]


@pytest.mark.parametrize("field", PREFIXES, ids=lambda field: field.name)
def test_every_query_field_is_in_the_readme(field: object) -> None:
    """So is a prefix of the query language."""
    assert f"`{field.name}:" in README  # type: ignore[attr-defined]


def test_every_command_is_in_the_readme() -> None:
    """And a command of the indexer."""
    for command in COMMANDS:
        assert f"index {command} " in README


def test_every_error_is_in_the_tree() -> None:
    """The tree in the docstring is the tree in the code."""
    from search import errors

    drawn = re.findall(
        r"^[│├└─ ]*(\w+Error|\w+(?:Found|Unavailable|Missing|Damaged|Outdated|Locked))\b",
        errors.__doc__ or "",
        re.MULTILINE,
    )
    made = [
        each.__name__
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, BackfileError)
    ]
    assert sorted(drawn) == sorted(made)


def test_settings_come_from_the_environment() -> None:
    """Numbers become numbers; empty variables mean the default."""
    config = Config.from_env({"BACKFILE_PORT": "9000", "BACKFILE_SITE_NAME": "", "HOME": "/"})
    assert (config.port, config.site_name) == (9000, "Backfile")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKFILE_PORT", "soon"),
        ("BACKFILE_PROT", "1"),
        ("BACKFILE_PORT", "65536"),
        ("BACKFILE_WORKERS", "0"),
        ("BACKFILE_PER_PAGE", "101"),
        ("BACKFILE_TIME_BUDGET", "-1"),
        ("BACKFILE_TIME_BUDGET", "nan"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    """A number out of bounds is one; so is a typo in a variable's name."""
    with pytest.raises(ConfigError, match=name):
        Config.from_env({name: value})


def test_every_kind_of_data_file_is_packaged() -> None:
    """What a program reads beside its modules must be installed with them."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = setup["options.package_data"]["*"].replace("\n", " ").split(",")
    packaged = {pattern.strip().rpartition(".")[2] for pattern in patterns if "**/" in pattern}
    files = [
        path for name in ("search", "index", "web") for path in (ROOT / name).rglob("*.*") if path.is_file()
    ]
    assert {path.suffix[1:] for path in files} - {"py", "pyc"} <= packaged
