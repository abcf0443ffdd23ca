"""Texts that are nothing but their story, or little of it, and those with a notice above it."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Role
from search.errors import ReadError
from tests.raw_files import text_of

PROSE = [
    f"The council voted on {day} to close the bridge, the mayor said, and to lead traffic around the river "
    "until the summer of next year."
    for day in ("Monday", "Tuesday", "Wednesday")
]


@pytest.mark.parametrize(
    "end", ["The case continues.", "A spokesman declined to comment.", "我们将继续报道。"]
)
def test_a_short_last_sentence_is_of_the_story(end: str) -> None:
    """Where the text is the story alone; below a page's story stand other things of its length."""
    alone = text_of("Council closes bridge", *PROSE, end)
    assert clean(alone).parts(Role.BODY) == (*PROSE, end)
    menu = ("Home", "News", "Sport", "Weather", "Jobs", "Log in", "Search", "Most read", "Contact") * 3
    page = text_of("Council closes bridge", *PROSE, *menu, end)
    assert end not in clean(page).parts(Role.BODY)


@pytest.mark.parametrize(
    ("blocks", "story"),
    [
        (
            ("Two die in crash", "Two people died in a crash near Bath on Monday."),
            ("Two people died in a crash near Bath on Monday.",),
        ),
        (
            ("Le ministre de l'Intérieur a démissionné lundi.",),
            ("Le ministre de l'Intérieur a démissionné lundi.",),
        ),
        (
            (
                "港口最古老的码头将关闭两年",
                "港务局星期二宣布，码头将关闭两年，因为潜水员发现木桩已被蛀空。局长说：“应早听取意见。”",
                "维修预计耗资一千四百万克朗，其中一半由国家承担。市议会将于下个月就其余部分进行表决。",
            ),
            (
                "港务局星期二宣布，码头将关闭两年，因为潜水员发现木桩已被蛀空。局长说：“应早听取意见。”",
                "维修预计耗资一千四百万克朗，其中一半由国家承担。市议会将于下个月就其余部分进行表决。",
            ),
        ),
        (
            (
                "항구에서 가장 오래된 부두 이 년간 폐쇄",
                "항만청은 화요일 가장 오래된 부두를 이 년간 폐쇄한다고 발표했다. 잠수부들이 나무 "
                "말뚝 대부분이 벌레에 먹힌 것을 발견했기 때문이다.",
                "수리에는 천사백만 크로네가 들 것으로 예상되며 그 절반은 국가가 부담한다.",
            ),
            (
                "항만청은 화요일 가장 오래된 부두를 이 년간 폐쇄한다고 발표했다. 잠수부들이 나무 "
                "말뚝 대부분이 벌레에 먹힌 것을 발견했기 때문이다.",
                "수리에는 천사백만 크로네가 들 것으로 예상되며 그 절반은 국가가 부담한다.",
            ),
        ),
    ],
)
def test_news_in_brief_is_news(blocks: tuple[str, ...], story: tuple[str, ...]) -> None:
    assert clean(text_of(*blocks)).parts(Role.BODY) == story


@pytest.mark.parametrize(
    "blocks",
    [
        ("Home", "News", "Sport", "Log in"),
        ("We value your privacy", "We and our 842 partners store and access information on your device."),
        ("Please wait.",),
    ],
)
def test_a_few_words_that_tell_nothing_are_none(blocks: tuple[str, ...]) -> None:
    with pytest.raises(ReadError, match="no story"):
        clean(text_of(*blocks))


@pytest.mark.parametrize(
    "notice",
    [
        ("We value your privacy", "We and our 842 partners store and access information on your device."),
        ("Wir und unsere Partner speichern Informationen auf Ihrem Gerät und verarbeiten sie.",),
    ],
)
def test_a_notice_above_the_headline_does_not_hide_it(notice: tuple[str, ...]) -> None:
    cleaned = clean(text_of(*notice, "Council closes bridge", *PROSE, *PROSE))
    assert cleaned.parts(Role.HEADLINE) == ("Council closes bridge",)
    assert cleaned.parts(Role.BODY) == (*PROSE, *PROSE)
