"""Files that machines wrote: logs, listings, code, encoded data; and stories that look a little like them."""

from __future__ import annotations

import base64
import random

import pytest

from index.clean import clean
from index.document import Role
from search.errors import ReadError
from tests.raw_files import text_of

RANDOM = random.Random(1)
BYTES = RANDOM.randbytes(2_000)
ROWS = range(40)
ENCODED = base64.encodebytes(BYTES).decode().splitlines()
DUMP = [f"{row * 16:08x}  {BYTES[row * 16 : row * 16 + 16].hex(' ')}" for row in ROWS]
LOG = [
    f'10.0.0.{row} - - [12/Mar/2021:10:{row}:07 +0000] "GET /a/{row}.js HTTP/1.1" 200 4{row}' for row in ROWS
]
LISTING = [f"-rw-r--r-- 1 root root 10{row} Mar {row} 10:00 file{row}.txt" for row in ROWS]
STYLES = [f".a{row} {{ color: #fff; margin: 0 auto; padding: {row}px }}" for row in ROWS]
SCRIPT = [
    "".join(f"function f{row}(a,b){{if(a>{row}){{return b}}else{{return f{row + 1}(a)}}}};" for row in ROWS)
]
LINKS = [f"https://news.example/world/{row}/a-story-about-a-bridge" for row in ROWS]
ROWS_OF_DATA = [f"INSERT INTO posts VALUES ({row},'p{row}',NULL,'2011-01-01');" for row in ROWS]
FIGURES = [" ".join(str(RANDOM.randrange(10_000)) for _ in range(12)) for _ in ROWS]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("lines", [ENCODED, DUMP, LOG, LISTING, STYLES, SCRIPT, LINKS, ROWS_OF_DATA, FIGURES])
def test_what_machines_wrote_is_no_story(lines: list[str], between: str) -> None:
    with pytest.raises(ReadError, match="no story"):
        clean(text_of(between.join(lines)))


STORY = "The council said on Monday that the bridge over the river would be closed until the end of the year."


@pytest.mark.parametrize("data", [ENCODED, LOG, STYLES, LINKS])
def test_a_story_may_quote_what_machines_wrote(data: list[str]) -> None:
    found = clean(text_of("Bridge to be closed", STORY, *data[:3], STORY.replace("closed", "shut")))
    assert STORY in found.parts(Role.BODY)


@pytest.mark.parametrize(
    "story",
    [
        ("Latest data:", "Total spending in the county: $163,877,376.", "Total jobs created: 112.09."),
        ("Wheat: $7.21", "Maize: $5.60", "Gold: $1,326.40", "Copper: $3.17", "Coffee: $1.98", "Oil: $109.07"),
        ("周一，市议会表示，河上的大桥将关闭至年底。工人们将更换所有的钢梁，并修补路面。",),
        ("สภาเมืองกล่าวเมื่อวันจันทร์ว่าสะพานข้ามแม่น้ำจะปิดจนถึงสิ้นปีนี้เพื่อซ่อมแซม",),
        ("नगर परिषद ने सोमवार को कहा कि नदी पर बना पुल साल के अंत तक बंद रहेगा।",),
        ("قال مجلس المدينة يوم الاثنين إن الجسر فوق النهر سيغلق حتى نهاية العام.",),
    ],
)
def test_short_stories_and_figures_with_words_are_no_data(story: tuple[str, ...]) -> None:
    found = clean(text_of("Saturday in brief", *story))
    assert found.parts(Role.BODY)
