"""What explain shows is all of the source, with rules and reasons, and safe as a page."""

import io
import json
from pathlib import Path
from unicodedata import category

import pytest
from rich.console import Console

from index.clean import clean, model
from index.clean.reasons import NEIGHBOURS, SILENT, phrase, with_reasons
from index.document import Block, Cleaned, RawDocument
from index.explain import Explained, as_html, as_terminal, explanation
from index.readers import read, read_bytes
from search.article import Article

SEED = Path(__file__).parent.parent / "seeds" / "003_1da6544fb5262a99.txt"


def cleaned_seed() -> Cleaned:
    """A raw file in which much is removed."""
    document = next(read(SEED, "seeds/003.txt"))
    assert isinstance(document, RawDocument)
    return clean(document)


def test_json_holds_every_character_and_the_fields() -> None:
    """The texts of the spans are the source; a field says where it came from."""
    cleaned = cleaned_seed()
    article = Article(
        "1",
        "seeds/003.txt",
        "A headline",
        "Body",
        outlet="TheJournal.ie",
        provenance={"outlet": 'text: "keeps The Journal open"'},
    )
    shown = explanation(Explained(cleaned, article))
    assert "".join(span["text"] for span in shown["spans"]) == cleaned.document.text
    assert {"field": "outlet", "value": "TheJournal.ie", "origin": 'text: "keeps The Journal open"'} in shown[
        "fields"
    ]
    assert json.loads(json.dumps(shown)) == shown


def test_terminal_names_the_rule_beside_what_it_removed() -> None:
    """A person sees the stretch and the reason for its removal."""
    out = io.StringIO()
    Console(file=out, width=200).print(as_terminal(Explained(cleaned_seed())))
    assert "7 Comments  [removed: reader comments begin here (comments)]" in out.getvalue()


def test_page_escapes_the_source() -> None:
    """Raw files are hostile: their markup must not become the page's."""
    prose = "The council met on Monday & voted <script>alert(1)</script> on the plan, officials said."
    [document] = read_bytes(f"A headline here\n\n{prose}\n\n{prose[4:]}".encode(), "<b>.txt")
    assert isinstance(document, RawDocument)
    page = "".join(as_html([Explained(clean(document))]))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<b>" not in page


def test_page_folds_up_what_was_removed_in_a_row() -> None:
    """Navigation does not hide the story; all of it is still there."""
    prose = "The council met on Monday and voted on the plan, officials said after the meeting."
    menu = "".join(f"<li><a href=/{word}>{word}</a></li>" for word in ("Home", "News", "Sport", "Weather"))
    [document] = read_bytes(
        f"<!doctype html><body><ul>{menu}</ul><h1>A bridge</h1>{f'<p>{prose}</p>' * 3}</body>".encode(), "a"
    )
    assert isinstance(document, RawDocument)
    page = "".join(as_html([Explained(clean(document))]))
    folded = page[page.index("<details>") : page.index("</details>")]
    assert "4 blocks removed, from “Home” to “Weather”" in folded
    assert "Sport" in folded
    assert prose not in folded


def test_the_models_reasons_are_said_in_words() -> None:
    """Where the model decided it says what set a block apart, and nothing else is changed."""
    menu = "".join(f"<li><a href=/{word}>{word}</a></li>" for word in ("Home", "News", "Sport", "Weather"))
    prose = "The council met on Monday and voted on the plan, officials said after the meeting."
    [document] = read_bytes(
        f"<!doctype html><body><nav>{menu}</nav>{f'<p>{prose}</p>' * 3}</body>".encode(), "a"
    )
    assert isinstance(document, RawDocument)
    plain = clean(document)
    told = with_reasons(plain)
    assert [(span.start, span.end, span.role) for span in told.spans] == [
        (span.start, span.end, span.role) for span in plain.spans
    ]
    [link] = [span for span in told.spans if document.text[span.start : span.end].strip() == "Weather"]
    assert link.reason.startswith("does not read like the story: it ")
    assert "is a single word" in link.reason


@pytest.mark.parametrize("kind", ["html", "text"])
def test_every_feature_of_the_model_has_words(kind: str) -> None:
    """A new feature needs a line in the table of phrases."""
    names = {
        name for name in model.load(kind).names if name not in SILENT and not name.startswith(NEIGHBOURS)
    }
    assert {name for name in names if not phrase(name)} == set()
    assert {name for name in names if "{" in phrase(name)} == set()


def test_nothing_that_is_shown_is_obeyed_by_a_terminal() -> None:
    """Nor does it turn round what stands after it; tabs and line ends stay."""
    hostile = "\x1b[2J\x07\x7f\x9b31m\u202e\u2066"
    prose = "The council met on Monday and voted on the plan, officials said, for the town of Leeds."
    text = f"{hostile} {prose}"
    document = RawDocument("a", text, (Block(0, len(text)),), clean=True)
    article = Article("1", "a", hostile, prose, provenance={"headline": f'text: "{hostile}"'})
    explained = Explained(clean(document), article)
    out = io.StringIO()
    Console(file=out, width=200).print(as_terminal(explained))
    page = "".join(as_html([explained]))
    for shown in (out.getvalue(), page):
        assert prose in shown
        assert r"\u202e" in shown
        assert not any(category(letter)[0] == "C" for letter in shown.replace("\n", ""))
