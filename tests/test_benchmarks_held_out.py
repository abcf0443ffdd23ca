"""Which weights score a page: never any that saw its site."""

from __future__ import annotations

import pytest

from benchmarks.held_out import PARTS, SETS, WEIGHTS, part_of


@pytest.mark.parametrize("site", [f"site{number}.{end}" for number in range(8) for end in ("org", "co.uk")])
def test_the_pages_of_a_site_are_in_one_part(site: str) -> None:
    """Whatever the host and the path; what a model learned of a site's markup it must not be asked on it."""
    urls = [f"https://{host}{site}/{path}" for host in ("", "www.", "blog.") for path in ("", "a", "b/c?d")]
    parts = {part_of("wcxb_article", str(number), {"url": url}) for number, url in enumerate(urls)}
    assert len(parts) == 1


def test_each_part_of_a_set_gets_some_of_its_sites() -> None:
    """A set of many sites is parted so that there is enough to learn from on either side."""
    for name, parts in SETS.items():
        found = [part_of(name, "page", {"url": f"https://site{number}.org/"}) for number in range(200)]
        assert all(found.count(part) > 200 / len(parts) * 0.8 for part in parts)


def test_a_page_without_an_address_is_in_a_part() -> None:
    """Some gold has no address."""
    assert {part_of("wcxb_article", f"page-{number}", {"url": None}) for number in range(30)} == set(
        SETS["wcxb_article"]
    )


def test_every_part_has_weights() -> None:
    """Or it could not be scored."""
    for part in PARTS:
        assert {path.name for path in (WEIGHTS / f"without_{part}").iterdir()} == {
            f"weights_{kind}.tsv" for kind in ("html", "indented", "text", "captions", "headlines")
        }
