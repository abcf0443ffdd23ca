"""Nothing that an article or a URL says can harm a page or its reader."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web_archive import HOSTILE
from tests.web_page import Page, page

ODD = quote("odd/<b>&?#%20", safe="")


def test_markup_of_articles_is_text(client: FlaskClient) -> None:
    """Whatever an article says of itself, it is shown and not obeyed."""
    paths = ("/", "/?q=markup", "/?sort=newest", f"/articles/{ODD}?q=markup+script")
    for path in paths:
        found = page(client, path)
        assert not {"script", "img", "b"} & {tag for tag, _ in found.tags}
        assert not [link for link in found.links() if link.lower().startswith("javascript")]
        assert all(not name.startswith("on") for _, attrs in found.tags for name in attrs)
    assert " ".join(HOSTILE.split()) in page(client, f"/articles/{ODD}").text
    assert "javascript:alert(1)" in page(client, f"/articles/{ODD}").text


def test_markup_of_addresses_is_text(client: FlaskClient) -> None:
    """A query, a filter or a parameter's name cannot become markup either."""
    hostile = quote(HOSTILE)
    for args in (f"q={hostile}", f"outlet={hostile}", f"{hostile}=1", f"from={hostile}"):
        found = page(client, f"/?{args}")
        assert "script" not in {tag for tag, _ in found.tags}
        found = page(client, f"/articles/talks?{args}")
        assert "script" not in {tag for tag, _ in found.tags}
    assert "script" not in {tag for tag, _ in page(client, f"/articles/{hostile}", 404).tags}


def test_pages_tell_browsers_to_trust_nothing(client: FlaskClient) -> None:
    """No scripts, no frames, no guessing of types, nothing from elsewhere."""
    for path in ("/", "/?q=x", "/about", "/nothing", "/static/base.css", "/api/v1/status"):
        with client.get(path) as response:
            headers = response.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/?q=Idlib", "/articles/talks", "/about", "/help", "/nothing"])
def test_pages_need_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    """Styles and pictures are ours and there; there are no scripts and no inline styles."""
    found = Page(client.get(path).text)
    kinds = ("link", "img", "script")
    needed = [attrs.get("href") or attrs.get("src") for tag, attrs in found.tags if tag in kinds]
    assert needed
    for address in needed:
        assert address
        with client.get(address) as response:
            assert response.status_code == 200
    assert "script" not in {tag for tag, _ in found.tags}
    assert all("style" not in attrs for _, attrs in found.tags)


@pytest.mark.parametrize(
    "path", ["/", "/?q=Idlib", "/facets/outlet?q=x", "/articles/talks", "/about", "/help", "/api"]
)
def test_every_input_has_a_label(client: FlaskClient, path: str) -> None:
    """Each input stands in a label or is named by one."""
    html = client.get(path).text
    named = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    inside = "".join(re.findall(r"<label>.*?</label>|<label class.*?</label>", html, re.DOTALL))
    for tag, attrs in Page(html).tags:
        if tag in ("input", "select") and attrs.get("type") != "hidden":
            assert attrs.get("id") in named or f'name="{attrs["name"]}"' in inside


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60), path=st.sampled_from(["/", "/articles/talks", "/facets/location"]))
def test_nothing_in_a_query_string_breaks_a_page(client: FlaskClient, raw: bytes, path: str) -> None:
    """Any bytes at all give a page."""
    response = client.get(f"{path}?{quote(raw, safe='&=+%.')}")
    assert response.status_code == 200, response.text
    Page(response.text)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=40), value=st.text(max_size=40))
def test_nothing_that_is_typed_breaks_a_page(client: FlaskClient, q: str, value: str) -> None:
    """Any query and any choice give a page that nests well."""
    response = client.get("/", query_string={"q": q, "outlet": value, "exclude.location": value})
    assert response.status_code == 200, response.text
    Page(response.text)
