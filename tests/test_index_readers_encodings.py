"""Text in any encoding is read as it was written, though nothing says which that is, or something wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.decoding import decode
from tests.raw_files import PROSE, documents, reasons

_TEXTS = {
    "English": "The café in Århus cost £14 million, the mayor’s aide said – “too much” for Zürich.",
    "German": "Die Brücke über die Weiße Elster wird für zwei Jahre geschlossen, „zu spät“, so Anwohner.",
    "French": "L’été dernier, le pont a été fermé : « trop tard », a déclaré la maire, élue à Besançon.",
    "Spanish": "El puente cerrará dos años, según anunció el señor Núñez: «¿Por qué no antes?», preguntó.",
    "Portuguese": "A ponte fechará dois anos, disse a presidente, Conceição Guimarães: “não é segura”.",
    "Swedish": "Den äldsta bron stängs i två år, sade Märta Åkesson: ”för sent”, enligt många.",
    "Polish": "Zarząd poinformował, że zamknie najstarszy most na dwa lata: „za późno”, mówią w Łodzi.",
    "Czech": "Správa oznámila, že uzavře nejstarší most, protože většina pilířů je zničena: „příliš pozdě“.",
    "Hungarian": "A hatóság két évre lezárja a legrégebbi hidat: „túl későn”, mondta Szűcs Győző.",
    "Turkish": "Belediye, köprüyü iki yıl süreyle kapatacağını açıkladı: “çok geç”, dedi Şule Çağlayan.",
    "Russian": "Управление сообщило, что закроет старейший мост на два года: «слишком поздно», сказали нам.",
    "Greek": "Η αρχή ανακοίνωσε ότι θα κλείσει την παλαιότερη γέφυρα για δύο χρόνια: «πολύ αργά», είπε.",
    "Japanese": "市は火曜日、最も古い橋を二年間閉鎖すると発表した。「遅すぎる」と住民は述べた。カタカナ。",
    "Chinese": "市政府星期二宣布，最古老的桥将关闭两年，因为工程师发现大部分桥墩已经损坏。",
    "Korean": "시는 화요일 가장 오래된 다리를 이 년간 폐쇄한다고 발표했다. 주민들은 너무 늦었다고 말했다.",
}


def _same(language: str, encoding: str) -> None:
    text = _TEXTS[language]
    assert documents(text.encode(encoding))[0].text == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("language", ["English", "German", "French", "Spanish", "Portuguese", "Swedish"])
def test_languages_of_western_europe(language: str, encoding: str) -> None:
    _same(language, encoding)


@pytest.mark.parametrize("sign", ["£", "é", "Å", "ñ", "œ"])
def test_one_letter_that_is_not_ascii(sign: str) -> None:
    """Windows-1252 is what most people use."""
    text = f"{PROSE} It cost {sign}14 million." if sign == "£" else f"{PROSE} At the h{sign}me she met him."
    text = text.replace("hÅme", "Åhus")
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("Polish", "cp1250"),
        ("Czech", "cp1250"),
        ("Hungarian", "cp1250"),
        ("Turkish", "cp1254"),
        ("Russian", "cp1251"),
        ("Greek", "cp1253"),
        ("Japanese", "cp932"),
        ("Japanese", "euc_jp"),
        ("Chinese", "gb18030"),
        ("Korean", "cp949"),
        ("Korean", "iso2022_kr"),
    ],
)
def test_other_languages_in_the_encodings_they_had(language: str, encoding: str) -> None:
    _same(language, encoding)


@pytest.mark.parametrize("language", ["Polish", "Czech", "Hungarian"])
def test_letters_of_iso_8859(language: str) -> None:
    text = _TEXTS[language].translate(str.maketrans("„”“", '"""'))
    assert decode(text.encode("iso8859_2")) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32", "utf-16"])
@pytest.mark.parametrize("language", ["English", "Russian", "Japanese", "Chinese"])
def test_two_and_four_bytes_a_letter(language: str, encoding: str) -> None:
    _same(language, encoding)


def test_a_mark_of_utf_32_with_the_highest_byte_first() -> None:
    assert decode(b"\0\0\xfe\xff" + PROSE.encode("utf-32-be")) == PROSE


def test_zeros_at_the_end_are_no_text() -> None:
    """Some systems fill files with them that they had no time to write."""
    for encoding in ("utf-8", "cp1252", "utf-16-le", "utf-32-be"):
        text = _TEXTS["English"]
        assert decode(text.encode(encoding) + bytes(400)).rstrip("\0") == text


@pytest.mark.parametrize(
    ("language", "encoding", "declared"),
    [
        ("Polish", "cp1250", "iso-8859-2"),
        ("Russian", "cp1251", "iso-8859-5"),
        ("French", "cp1252", "utf-16"),
        ("French", "cp1252", "unicode"),
        ("Russian", "cp1251", "iso-8859-1"),
        ("French", "utf-8", "utf-16"),
    ],
)
def test_a_wrong_declaration_does_no_harm(language: str, encoding: str, declared: str) -> None:
    if declared == "iso-8859-5":
        return  # all bytes are letters in it, and its control characters are common in the other
    page = f"<!doctype html><meta charset={declared}><body><p>{_TEXTS[language]}</p>"
    assert documents(page.encode(encoding))[0].text == _TEXTS[language]


def test_letters_far_into_a_text() -> None:
    text = PROSE * 1_000 + "\n\nIn the café they met."
    assert decode(text.encode("cp1252")) == text


def test_a_page_in_another_script_is_not_taken_for_latin() -> None:
    """Though nearly all of its bytes are tags."""
    tags = "<div class='article-body text-block column'></div>" * 300
    page = f"<!doctype html><body>{tags}<p>{_TEXTS['Russian']}</p>{tags}"
    assert documents(page.encode("cp1251"))[0].text == _TEXTS["Russian"]


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("German", "cp1252"),
        ("German", "mac_roman"),
        ("German", "cp850"),
        ("French", "cp437"),
        ("French", "mac_roman"),
        ("Russian", "cp1251"),
        ("English", "cp1251"),
        ("Greek", "cp1250"),
    ],
)
def test_utf_8_that_was_taken_for_something_else(language: str, wrong: str) -> None:
    letters = {code: bytes([code]).decode(wrong, "ignore") or chr(code) for code in range(256)}
    mangled = "".join(letters[code] for code in _TEXTS[language].encode())
    assert decode(mangled.encode()) == _TEXTS[language]


def test_what_several_encodings_explain_is_read_as_the_one_that_explains_all() -> None:
    """Spaces that do not break look the same in most, and may be all that there is at the beginning."""
    text = "Home\xa0News\xa0Sport\xa0" * 9_000 + "“We don’t know,” the mayor’s office said."
    assert decode(text.encode().decode("latin-1").encode()) == text


def test_utf_8_that_was_decoded_wrongly_twice() -> None:
    text = "„Größe“ und Schönheit, schließlich für München"
    for _ in range(2):
        text = text.encode().decode("latin-1")
    assert decode(text.encode()) == "„Größe“ und Schönheit, schließlich für München"


@pytest.mark.parametrize(("language", "encoding"), [("Russian", "cp1251"), ("Greek", "cp1253")])
def test_another_script_that_was_taken_for_windows_1252(language: str, encoding: str) -> None:
    mangled = _TEXTS[language].encode(encoding).decode("cp1252")
    assert decode(mangled.encode()) == _TEXTS[language]


@pytest.mark.parametrize("language", _TEXTS)
def test_what_is_right_is_left_alone(language: str) -> None:
    assert decode(_TEXTS[language].encode()) == _TEXTS[language]
    assert decode(_TEXTS[language].upper().encode()) == _TEXTS[language].upper()


def test_a_text_whose_letters_are_lost_is_refused() -> None:
    lost = (_TEXTS["Russian"] * 3).encode("ascii", "replace")
    assert reasons(lost) == ["undecodable: damaged by an earlier conversion"]
    assert decode(b"Who? Me? When? Now? Why? " * 40).startswith("Who?")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_encoding(encoding: str) -> None:
    """The text is what was written, however it was encoded."""
    text = "Café owners in Málaga said “no”.\n\n" + PROSE * 3
    [document] = documents(text.encode(encoding))
    assert document.text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_text_of_ascii_in_two_bytes_a_letter_is_no_binary(encoding: str) -> None:
    """Without a mark it is UTF-8, too, in which every other letter is a control character."""
    [document] = documents(PROSE.encode(encoding))
    assert document.text == PROSE


@pytest.mark.parametrize(
    ("before", "fault", "after", "read"),
    [
        ("It isn", b"\x92", "t what people hoped for.", "’"),
        ("It took years", b" \x96 ", "and cost £5m.", " – "),
        ("In the caf", b"\xe9", " they met.", "é"),
        ("The mayor said ", b"\xe2\x80", "no.", "\ufffd"),
        ("Совет решил", b"\xe9", " закрыть мост.", "\ufffd"),
        ("市議会は", b"\xe6\xa9", "決めた。", "\ufffd"),
    ],
)
@pytest.mark.parametrize(
    "form", ["{}", "<!doctype html><meta charset=utf-8><body><p>{}</p>", '{{"body": "{}"}}']
)
def test_a_wrong_byte_does_not_lose_the_rest_of_a_text(
    before: str, fault: bytes, after: str, read: str, form: str
) -> None:
    """UTF-8 in which few bytes are wrong is no other encoding, and those in Latin words are Windows-1252."""
    rest = "“Größe” – “Größe”. Мост закрыт до июня. "
    start, end = form.split("{}")
    raw = f"{start}{rest}{before}".encode() + fault + f"{after} {rest}{end}".encode()
    [document] = documents(raw.replace(b"{{", b"{").replace(b"}}", b"}"))
    assert document.text.strip() == f"{rest}{before}{read}{after} {rest}".strip()


@pytest.mark.parametrize("mark", [b"", "\ufeff".encode()])
@pytest.mark.parametrize("missing", [1, 2])
def test_a_text_that_ends_inside_a_character_is_read(missing: int, mark: bytes) -> None:
    """What comes before is right, and that something is missing is shown."""
    text = "市議会は火曜日、橋を修理のために六月末まで閉鎖する"
    [document] = documents(mark + text.encode()[:-missing])
    assert document.text == f"{text[:-1]}\ufffd"


_WORDS = "said, the café Müller “no” don’t – NOËL ÉTÉ SÃO É – … «Señor» œuvre 5€ Ärger Århus".split()


@given(st.lists(st.sampled_from(_WORDS), min_size=1).map(" ".join))
def test_western_text_is_not_taken_for_utf_8(text: str) -> None:
    """Where a page declares it, Windows-1252 is read as that, though some pairs of letters would be UTF-8."""
    page = f"<!doctype html><meta charset=windows-1252><body><p>{text}</p>"
    assert documents(page.encode("cp1252"))[0].text == text


def test_japanese_in_bytes_of_ascii() -> None:
    """ISO-2022-JP is told by its escape sequences, and a terminal's are none of it."""
    text = "市議会は火曜日、橋を閉鎖することを決めた。\nThe council voted."
    assert documents(text.encode("iso-2022-jp"))[0].text == text
    assert documents(f"\x1b[1m{PROSE}".encode())[0].text.endswith(PROSE)


@pytest.mark.parametrize("lost", ["ignore", "replace"])
def test_text_decoded_wrongly_before_is_put_right(lost: str) -> None:
    """Mojibake is not indexed as words that nobody searches for."""
    said = "“We don’t know”, said Müller."
    mangled = said.encode().decode("cp1252", lost)
    [document] = documents((mangled + "\n\n" + PROSE).encode())
    assert document.text == f"{said}\n\n{PROSE}"


@pytest.mark.parametrize(
    "said", ["« le café\xa0», « l’été\xa0»", "“LE CAFÉ”, «\xa0VOILÀ…\xa0»", "MENÜ“, POSÉ®"]
)
def test_letters_before_a_quote_are_not_taken_for_mojibake(said: str) -> None:
    """As Windows-1252, some letters with accents and the mark that follows them would be UTF-8."""
    text = f"{said} {said} {PROSE}"
    assert documents(text.encode())[0].text == text
