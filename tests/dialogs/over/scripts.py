"""The dialogs that run over every channel: what is done, and what is answered whole."""

from __future__ import annotations

from bot.texts import texts
from tests.dialogs import shown
from tests.dialogs.over.place import Seen, Step, says, taps
from tests.dialogs.shown import said


_say = texts("th")

SESSIONS = (
    *(shown.ORIENTATION, shown.DIVERCITY, shown.CIVIC, shown.URBANTECH, shown.CLINIC_1, shown.AGING, shown.BLOCKCHAIN),
    *(shown.PHUKET, shown.STARTUP, shown.CLINIC_2, shown.DEPARTURE, shown.EXPO, shown.FINAL, shown.CLOSING),
)
"""Those of the CCIO programme, in order."""

ABOUT, KEEP, NEXT = "รายละเอียด", "เพิ่มลงปฏิทิน", "ครั้งถัดไป"
OFFERS = ("พรุ่งนี้เรียนอะไร", NEXT, "กำหนดการทั้งหมด", "ติดต่อทีมงาน", "ถามอะไรได้บ้าง")
HELLO = "สวัสดีค่ะ น้องนัดของหลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2 ถามเรื่องกำหนดการ สถานที่ วิทยากร และสิ่งที่ต้องเตรียมได้เลยค่ะ"
BEGINS = "หลักสูตรเริ่มวันศุกร์ที่ 4 ตุลาคม 2562 ค่ะ"
FOURTH = said(
    "วันศุกร์ที่ 4 ตุลาคม 2562 มี 3 รายการค่ะ", shown.ORIENTATION.listed(), shown.DIVERCITY.listed(), shown.CIVIC.listed()
)
BLOCKCHAIN_WHEN = said(f"{shown.BLOCKCHAIN.title} จัด{shown.BLOCKCHAIN.when} ค่ะ", shown.BLOCKCHAIN.alone())
BLOCKCHAIN_WHERE = said(f"{shown.BLOCKCHAIN.title} จัดที่ {shown.BLOCKCHAIN.where} ค่ะ", shown.BLOCKCHAIN.alone("where"))
BLOCKCHAIN_WHO = said(f"{shown.BLOCKCHAIN.title} โดย {shown.BLOCKCHAIN.who} ค่ะ", shown.BLOCKCHAIN.alone("who"))
ASK_BLOCKCHAIN = says("บล็อกเชนเรียนวันไหน", BLOCKCHAIN_WHEN, KEEP, "ที่ไหน", "ใครสอน", NEXT)

URBAN_TECH = (
    "About: The technologies that are changing cities (transport, energy, data) and how to choose among them\n"
    "Map: https://www.google.com/maps/search/?api=1&query=13.764900,100.526800"
)

# What is said to strangers changes with the people room, whose own tests hold it; here it only has to arrive.
STRANGER = "\n".join((HELLO, BEGINS, _say("people.hint"), _say("people.privacy")))
FIRST = Step(
    "opens",
    "",
    Seen(f"{HELLO}\n{BEGINS}", OFFERS),
    guest=Seen(STRANGER, (*OFFERS, _say("people.button_register"))),
)

SCRIPTS: dict[str, tuple[Step, ...]] = {
    "first contact": (
        FIRST,
        taps(
            "ถามอะไรได้บ้าง",
            "น้องนัดตอบได้ เช่น\n"
            "• พรุ่งนี้เรียนอะไร\n"
            "• วิชานี้เรียนวันไหน ที่ไหน ใครสอน\n"
            "• ต้องเตรียมอะไร แต่งกายอย่างไร\n"
            "• อีกกี่วันไปดูงาน\n"
            "• ติดต่อทีมงาน\n"
            "พิมพ์ถามเป็นประโยคธรรมดาได้เลยค่ะ",
            *OFFERS,
        ),
        says("ขอบคุณค่ะ", "ด้วยความยินดีค่ะ"),
    ),
    "a day's programme": (
        says("พรุ่งนี้เรียนอะไร", FOURTH, *((ABOUT, KEEP) * 3), NEXT),
        taps(
            ABOUT,
            said(f"{shown.CIVIC.title}: {shown.CIVIC.about} ค่ะ", shown.CIVIC.alone("about")),
            *(KEEP, "ที่ไหน", "เตรียมอะไร", NEXT),
            number=3,
        ),
    ),
    "who and where by button": (
        ASK_BLOCKCHAIN,
        taps("ที่ไหน", BLOCKCHAIN_WHERE, KEEP, "ใครสอน", NEXT),
        taps("ใครสอน", BLOCKCHAIN_WHO, KEEP, "ที่ไหน", NEXT),
        says("กี่โมงนะ", BLOCKCHAIN_WHEN, KEEP, "ที่ไหน", "ใครสอน", NEXT),
    ),
    "what to bring by button": (
        says(
            "ดูงานภูเก็ตวันไหน",
            said(f"{shown.PHUKET.title} จัด{shown.PHUKET.when} ค่ะ", shown.PHUKET.alone()),
            *(KEEP, "ที่ไหน", "เตรียมอะไร", NEXT),
        ),
        taps(
            "เตรียมอะไร",
            said(f"{shown.PHUKET.title} สิ่งที่ต้องเตรียม: {shown.PHUKET.bring} ค่ะ", shown.PHUKET.alone("bring")),
            *(KEEP, "ที่ไหน", NEXT),
        ),
    ),
    "the whole programme": (
        says(
            "กำหนดการทั้งหมด",
            "\n".join(["มี 14 รายการค่ะ", *(f"• {each.title}: {each.when}" for each in SESSIONS)]),
        ),
    ),
    "whom to contact": (
        says("ติดต่อทีมงาน", said("ติดต่อได้ที่นี่ค่ะ", "ฝ่ายเลขานุการหลักสูตร\nโทร: 02-000-0000\nอีเมล: ccio@example.org")),
    ),
    "where a room is": (
        says(
            "ห้องประชุมใหญ่อยู่ที่ไหน",
            said("ห้องประชุมใหญ่ อุทยานนวัตกรรม อยู่ที่ ถนนโยธี เขตราชเทวี กรุงเทพฯ ค่ะ", shown.CIVIC.link),
        ),
    ),
    "English": (
        says("English", "Switched to English."),
        says(
            "when is urban tech?",
            said(
                "UrbanTech for City Transformation is on Friday 11 October 2019, 09:00–12:00.",
                "UrbanTech for City Transformation\n"
                "When: Friday 11 October 2019, 09:00–12:00\n"
                "Where: Main hall, Innovation Park\n"
                "Speakers: Urban technology panel\n"
                f"{URBAN_TECH}",
            ),
            *("Add to calendar", "Where", "Who speaks", "Next class"),
        ),
        taps(
            "Who speaks",
            said(
                "UrbanTech for City Transformation: Urban technology panel.",
                "UrbanTech for City Transformation\n"
                "Speakers: Urban technology panel\n"
                "When: Friday 11 October 2019, 09:00–12:00\n"
                "Where: Main hall, Innovation Park\n"
                f"{URBAN_TECH}",
            ),
            *("Add to calendar", "Where", "Next class"),
        ),
        says("ภาษาไทย", "เปลี่ยนเป็นภาษาไทยแล้วค่ะ"),
    ),
    "a question nobody can answer": (
        says(
            "ดูงานเกาหลีวันไหน",
            "ขออภัยค่ะ น้องนัดไม่แน่ใจคำตอบ เก็บคำถามนี้ไว้ให้ทีมงานแล้วนะคะ\nที่ใกล้เคียงมีดังนี้ค่ะ",
            *("ศึกษาดูงานภูเก็ต: Data…", "ศึกษาดูงาน Smart City…", "ติดต่อทีมงาน"),
        ),
        taps(
            "ศึกษาดูงานภูเก็ต: Data…",
            said(f"{shown.PHUKET.title} จัด{shown.PHUKET.when} ค่ะ", shown.PHUKET.alone()),
            *(KEEP, "ที่ไหน", "เตรียมอะไร", NEXT),
        ),
    ),
    "words that markup could trip over": (
        says(
            '<b>บล็อกเชน</b> & "เรียน" วันไหน :-) _*~`',
            BLOCKCHAIN_WHEN,
            *(KEEP, "ที่ไหน", "ใครสอน", NEXT),
        ),
    ),
}
"""Asked on 3 October 2019, in the evening, of a house with the CCIO programme alone."""

DAY, HELP = SCRIPTS["a day's programme"][0], SCRIPTS["first contact"][1]
WHERE, WHO = (SCRIPTS["who and where by button"][number].seen for number in (1, 2))

CALENDAR = (
    ASK_BLOCKCHAIN,
    taps(KEEP, said(f"ไฟล์ปฏิทินของ {shown.BLOCKCHAIN.title} ค่ะ", "blockchain.ics")),
)

_TITLES = ("หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2", "หลักสูตรประกาศนียบัตรนักพัฒนาเมืองระดับสูง (พมส.) รุ่นที่ 1")
_PROGRAMMES = ("CCIO รุ่นที่ 2", "พมส. รุ่นที่ 1")
CHOOSING = (
    says("พิธีปิดวันไหน", f"ถามถึงหลักสูตรไหนคะ\n• {_TITLES[0]}\n• {_TITLES[1]}", *_PROGRAMMES),
    taps(
        _PROGRAMMES[1],
        said(f"{shown.GRADUATION.title} จัด{shown.GRADUATION.when} ค่ะ", shown.GRADUATION.alone()),
        *(KEEP, "ที่ไหน", NEXT),
    ),
    says("เปลี่ยนหลักสูตร", "เลือกหลักสูตรที่ต้องการถามก่อนนะคะ", *_PROGRAMMES),
    taps(
        _PROGRAMMES[0],
        f"{_TITLES[0]} ค่ะ ถามได้เลยนะคะ\nหลักสูตรนี้จบไปแล้วเมื่อวันศุกร์ที่ 13 ธันวาคม 2562 แต่ยังถามย้อนหลังได้ค่ะ",
        *(*OFFERS[:4], "เปลี่ยนหลักสูตร", OFFERS[4]),
    ),
    says(
        "พิธีปิดวันไหน",
        said(f"{shown.CLOSING.title} จัด{shown.CLOSING.when} ค่ะ", shown.CLOSING.alone()),
        KEEP,
    ),
)
"""Asked on 31 August 2022 of a house with both sample programmes."""
