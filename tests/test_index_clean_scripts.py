"""Scripts that set no space between words, or end a sentence with a mark of their own or with none."""

from __future__ import annotations

import pytest

from index.clean import clean
from index.document import Role
from tests.raw_files import text_of

STORIES = {
    "Thai": (
        "สภาเมืองลงมติปิดสะพานเก่า",
        "สภาเมืองลงมติเมื่อวันจันทร์ให้ปิดสะพานเก่าข้ามแม่น้ำ หลังจากวิศวกรรายงานว่าโครงสร้างไม่ปลอดภัยมาหลายปีแล้ว",
        "“เราควรทำเรื่องนี้ตั้งแต่สิบปีก่อน” นายกเทศมนตรีกล่าวกับผู้สื่อข่าวหลังการประชุมที่ใช้เวลานานสี่ชั่วโมง",
        "รถบรรทุกจะต้องใช้ถนนผ่านหุบเขา ซึ่งทำให้การเดินทางแต่ละครั้งใช้เวลาเพิ่มขึ้นครึ่งชั่วโมง",
        "การก่อสร้างสะพานใหม่จะเริ่มในฤดูใบไม้ผลิปีหน้า และคาดว่าจะใช้เวลาสามปี",
    ),
    "Lao": (
        "ສະພາເມືອງປິດຂົວເກົ່າ",
        "ສະພາເມືອງໄດ້ລົງຄະແນນສຽງໃນວັນຈັນໃຫ້ປິດຂົວເກົ່າຂ້າມແມ່ນ້ຳ ຫຼັງຈາກວິສະວະກອນລາຍງານວ່າຂົວບໍ່ປອດໄພມາຫຼາຍປີແລ້ວ",
        "“ພວກເຮົາຄວນເຮັດເລື່ອງນີ້ຕັ້ງແຕ່ສິບປີກ່ອນ” ເຈົ້າເມືອງກ່າວຕໍ່ນັກຂ່າວຫຼັງກອງປະຊຸມທີ່ໃຊ້ເວລາສີ່ຊົ່ວໂມງ",
        "ລົດບັນທຸກຈະຕ້ອງໃຊ້ຖະໜົນຜ່ານຮ່ອມພູ ເຊິ່ງເຮັດໃຫ້ການເດີນທາງແຕ່ລະຄັ້ງຊ້າລົງເຄິ່ງຊົ່ວໂມງ",
        "ການກໍ່ສ້າງຂົວໃໝ່ຈະເລີ່ມໃນລະດູໃບໄມ້ປົ່ງປີໜ້າ ແລະຄາດວ່າຈະໃຊ້ເວລາສາມປີ",
    ),
    "Burmese": (
        "မြို့တော်ကောင်စီက တံတားဟောင်းကို ပိတ်လိုက်သည်",
        "မြို့တော်ကောင်စီသည် တနင်္လာနေ့တွင် မြစ်ကူးတံတားဟောင်းကို ပိတ်ရန် မဲခွဲဆုံးဖြတ်ခဲ့သည်။",
        "“ဒါကို လွန်ခဲ့တဲ့ ဆယ်နှစ်ကတည်းက လုပ်သင့်တာ” ဟု မြို့တော်ဝန်က သတင်းထောက်များကို ပြောသည်။",
        "ကုန်တင်ကားများသည် တောင်ကြားလမ်းကို အသုံးပြုရမည်ဖြစ်ပြီး ခရီးတစ်ခုလျှင် နာရီဝက် ပိုကြာမည်ဖြစ်သည်။",
        "တံတားသစ်ကို လာမည့်နွေဦးတွင် စတင်တည်ဆောက်မည်ဖြစ်ပြီး သုံးနှစ်ကြာမည်ဟု မျှော်လင့်ရသည်။",
    ),
    "Amharic": (
        "የከተማው ምክር ቤት አሮጌውን ድልድይ ዘጋ",
        "የከተማው ምክር ቤት ሰኞ ዕለት በወንዙ ላይ ያለውን አሮጌ ድልድይ ለመዝጋት ድምፅ ሰጠ፤ መሐንዲሶች ለዓመታት ደህንነቱ የተጠበቀ አይደለም ብለው ነበር።",
        "“ይህን ከአሥር ዓመት በፊት ማድረግ ነበረብን” ሲሉ ከንቲባው ለጋዜጠኞች ተናግረዋል።",
        "የጭነት መኪናዎች በሸለቆው በኩል ያለውን መንገድ መጠቀም አለባቸው፣ ይህም በእያንዳንዱ ጉዞ ላይ ግማሽ ሰዓት ይጨምራል።",
        "አዲሱ ድልድይ ግንባታ በሚቀጥለው ዓመት ይጀመራል፣ ሦስት ዓመትም ይወስዳል ተብሎ ይጠበቃል።",
    ),
    "Khmer": (
        "ក្រុមប្រឹក្សាក្រុងបិទស្ពានចាស់",
        "ក្រុមប្រឹក្សាក្រុងបានបោះឆ្នោតកាលពីថ្ងៃចន្ទឱ្យបិទស្ពានចាស់ឆ្លងទន្លេ បន្ទាប់ពីវិស្វករបានរាយការណ៍ថាវាមិនមានសុវត្ថិភាពអស់ជាច្រើនឆ្នាំ។",
        "«យើងគួរតែធ្វើរឿងនេះតាំងពីដប់ឆ្នាំមុន» អភិបាលក្រុងបានប្រាប់អ្នកសារព័ត៌មានក្រោយការប្រជុំរយៈពេលបួនម៉ោង។",
        "រថយន្តដឹកទំនិញនឹងត្រូវប្រើផ្លូវកាត់តាមជ្រលងភ្នំ ដែលធ្វើឱ្យការធ្វើដំណើរនីមួយៗយូរជាងកន្លះម៉ោង។",
        "ការសាងសង់ស្ពានថ្មីនឹងចាប់ផ្តើមនៅនិទាឃរដូវក្រោយ ហើយរំពឹងថានឹងចំណាយពេលបីឆ្នាំ។",
    ),
}
"""Headline and paragraphs of one story: a council closes a bridge."""
MENU = ("BBC", "RSS", "Facebook", "Twitter", "YouTube")


@pytest.mark.parametrize("language", STORIES)
def test_every_paragraph_stays(language: str) -> None:
    """Alone, below a menu, and where only one tells the news."""
    headline, *paragraphs = STORIES[language]
    for blocks in ((headline, *paragraphs), (*MENU, headline, *paragraphs)):
        found = clean(text_of(*blocks))
        assert found.parts(Role.HEADLINE) == (headline,)
        assert found.parts(Role.BODY) == tuple(paragraphs)
    assert clean(text_of(headline, paragraphs[0])).parts(Role.BODY) == (paragraphs[0],)


@pytest.mark.parametrize(("language", "usual", "other"), [("Amharic", "።", "፡፡"), ("Khmer", "។", "៕")])
def test_a_sentence_can_end_with_another_mark(language: str, usual: str, other: str) -> None:
    """Two marks that part words, as typewriters had no full stop, and the one that ends a text."""
    headline, *paragraphs = (text.replace(usual, other) for text in STORIES[language])
    assert clean(text_of(headline, *paragraphs)).parts(Role.BODY) == tuple(paragraphs)


def test_a_label_without_a_mark_is_no_sentence() -> None:
    """In Thai, too, what a menu says is none of the story."""
    headline, *paragraphs = STORIES["Thai"]
    menu = ("หน้าแรก", "ข่าว", "กีฬา", "ติดต่อเรา", "เข้าสู่ระบบ")
    assert clean(text_of(*menu, headline, *paragraphs, *menu)).parts(Role.BODY) == tuple(paragraphs)
