"""What is asked of a session is answered first, in words; the rest is on its card."""

from __future__ import annotations

import pytest

from bot.messages import Link
from tests.dialogs import shown
from tests.dialogs.shown import said
from tests.dialogs.talk import CCIO, CDE, ORCHARD, Talk


MONDAY = "2019-10-07T09:00"
AUGUST = "2022-08-31T09:00"


def test_the_sessions_of_a_day_are_a_list_of_cards() -> None:
    reply = Talk(CCIO, now="2019-10-03T19:00").say("พรุ่งนี้มีเรียนอะไรบ้างคะ")

    assert reply.plain == (
        "วันศุกร์ที่ 4 ตุลาคม 2562 มี 3 รายการค่ะ\n"
        "\n"
        "พิธีเปิดและปฐมนิเทศ\n"
        "วันเวลา: วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 09.00–10.00 น.\n"
        "สถานที่: ห้องประชุมใหญ่ อุทยานนวัตกรรม\n"
        "วิทยากร: ดร.พันธุ์อาจ ชัยรัตน์\n"
        "การแต่งกาย: ชุดสูทสากล\n"
        "แผนที่: https://www.google.com/maps/search/?api=1&query=13.764900,100.526800\n"
        "\n"
        "City of Innovation: DiverCity การพัฒนาเมืองที่หลากหลาย\n"
        "วันเวลา: วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 10.15–12.00 น.\n"
        "สถานที่: ห้องประชุมใหญ่ อุทยานนวัตกรรม\n"
        "วิทยากร: ดร.พันธุ์อาจ ชัยรัตน์\n"
        "แผนที่: https://www.google.com/maps/search/?api=1&query=13.764900,100.526800\n"
        "\n"
        "ปฏิบัติการประชาคมเมือง\n"
        "วันเวลา: วันศุกร์ที่ 4 ตุลาคม 2562 เวลา 13.00–16.00 น.\n"
        "สถานที่: ห้องปฏิบัติการนวัตกรรม ชั้น 3\n"
        "ต้องเตรียม: โน้ตบุ๊กอย่างน้อยกลุ่มละหนึ่งเครื่อง\n"
        "แผนที่: https://www.google.com/maps/search/?api=1&query=13.764900,100.526800"
    )
    assert reply.reading.sessions == ("orientation", "divercity", "civic-workshop")
    assert reply.reading.understood


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "สังคมสูงวัยเรียนวันไหนครับ",
            said(f"{shown.AGING.title} จัด{shown.AGING.when} ค่ะ", shown.AGING.alone()),
        ),
        ("เออร์เบินเทคเริ่มกี่โมง", said(f"{shown.URBANTECH.title} จัด{shown.URBANTECH.when} ค่ะ", shown.URBANTECH.alone())),
        (
            "จัดซื้อจัดจ้างเรียนตั้งแต่กี่โมงถึงกี่โมง",
            said(f"{shown.BLOCKCHAIN.title} จัด{shown.BLOCKCHAIN.when} ค่ะ", shown.BLOCKCHAIN.alone()),
        ),
        (
            "ปฐมนิเทศจัดที่ไหนคะ",
            said("พิธีเปิดและปฐมนิเทศ จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ", shown.ORIENTATION.alone("where")),
        ),
        (
            "ไดเวอร์ซิตี้ใครเป็นวิทยากร",
            said(f"{shown.DIVERCITY.title} โดย ดร.พันธุ์อาจ ชัยรัตน์ ค่ะ", shown.DIVERCITY.alone("who")),
        ),
        (
            "บล็อคเชนเนื้อหาเกี่ยวกับอะไร",
            said(
                "Blockchain Technology for Transparency Procurement: ให้ทุกขั้นของการจัดซื้อจัดจ้างย้อนตรวจได้ด้วยบล็อกเชน ค่ะ",
                shown.BLOCKCHAIN.alone("about"),
            ),
        ),
        (
            "ไปดูงานภูเก็ตต้องเตรียมอะไรบ้าง",
            said(f"{shown.PHUKET.title} สิ่งที่ต้องเตรียม: บัตรประชาชน และรองเท้าที่เดินสบาย ค่ะ", shown.PHUKET.alone("bring")),
        ),
        (
            "วันพิธีปิดแต่งตัวยังไง",
            said("พิธีปิดและมอบประกาศนียบัตร การแต่งกาย: ชุดสูทสากล ค่ะ", shown.CLOSING.alone("wear")),
        ),
        (
            "นำเสนอโครงงานต้องใส่ชุดอะไร",
            said("นำเสนอโครงงานกลุ่ม ไม่ได้ระบุการแต่งกายค่ะ", shown.FINAL.alone()),
        ),
        ("สตาร์ทอัพซิตี้ใช้เวลากี่ชั่วโมง", said(f"{shown.STARTUP.title} ใช้เวลา 3 ชั่วโมง ค่ะ", shown.STARTUP.alone())),
        ("ทริปภูเก็ตไปกี่วัน", said(f"{shown.PHUKET.title} ใช้เวลา 3 วัน ค่ะ", shown.PHUKET.alone())),
        (
            "อีกกี่วันถึงพิธีปิด",
            said(f"อีก 67 วัน จะถึง {shown.CLOSING.title} ค่ะ ({shown.CLOSING.when})", shown.CLOSING.alone()),
        ),
        (
            "มีลิงก์เรียนของบล็อกเชนไหม",
            said(
                f"{shown.BLOCKCHAIN.title} ไม่มีลิงก์ออนไลน์ จัดที่ ห้องประชุมใหญ่ อุทยานนวัตกรรม ค่ะ",
                shown.BLOCKCHAIN.alone(),
            ),
        ),
        (
            "สมาร์ทซิตี้ที่บาร์เซโลน่าเริ่มกี่โมง",
            said(f"{shown.EXPO.title} จัด{shown.EXPO.when} ค่ะ", shown.EXPO.alone()),
        ),
    ],
)
def test_one_thing_asked_of_one_session(question: str, answer: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "ปาฐกถาใครเป็นคนพูดครับ",
            said(f"{shown.KEYNOTE.title} โดย ศ.นพ.สุทธิพร จิตต์มิตรภาพ ค่ะ", shown.KEYNOTE.alone("who")),
        ),
        (
            "หมอสุทธิพรพูดเรื่องอะไร",
            said(f"{shown.KEYNOTE.title}: {shown.KEYNOTE.about} ค่ะ", shown.KEYNOTE.alone("about")),
        ),
        (
            "Active Learning ต้องเอาอะไรไปบ้าง",
            said(f"{shown.ACTIVE.title} สิ่งที่ต้องเตรียม: โจทย์ของเมืองท่าน 1 ประเด็น ค่ะ", shown.ACTIVE.alone("bring")),
        ),
        (
            "ทุนวัฒนธรรมขอลิงก์เข้าเรียนหน่อย",
            said("ทุนวัฒนธรรมกับเมือง เข้าเรียนได้ที่ https://example.org/cde-zoom ค่ะ", shown.CULTURE.alone()),
        ),
        (
            "คลินิกการเงินเลิกกี่โมงคะ",
            said(f"คลินิกการเงินท้องถิ่น จัด{shown.FINANCE_2.when} ค่ะ", shown.FINANCE_2.alone()),
        ),
        ("อาจารย์ปุ่นสอนวันไหน", said(f"{shown.CURRICULUM.title} จัด{shown.CURRICULUM.when} ค่ะ", shown.CURRICULUM.alone())),
        (
            "ลงทะเบียนกี่โมงครับ",
            said("ลงทะเบียน จัดวันศุกร์ที่ 2 กันยายน 2565 เวลา 08.00–09.00 น. ค่ะ", shown.REGISTRATION.alone()),
        ),
        (
            "แถลงเจตนารมณ์มีใครบ้าง",
            said(
                f"{shown.DECLARATION.title} โดย ดร.กิตติ สัจจาวัฒนา และนายพงษ์ศักดิ์ ยิ่งชนม์เจริญ ค่ะ",
                shown.DECLARATION.alone("who"),
            ),
        ),
    ],
)
def test_one_thing_asked_in_the_other_programme(question: str, answer: str) -> None:
    assert Talk(CDE, now=AUGUST).say(question).plain == answer


def test_what_is_asked_of_several_is_said_of_each() -> None:
    reply = Talk(CCIO, now=MONDAY).say("วันศุกร์หน้าเรียนห้องไหน")

    assert reply.plain == said(
        "วันศุกร์ที่ 18 ตุลาคม 2562 มี 2 รายการค่ะ\n"
        "• Innovative City for Aging Society การวางแผนเมืองเพื่อรองรับสังคมสูงอายุ: ห้องประชุมใหญ่ อุทยานนวัตกรรม\n"
        "• Blockchain Technology for Transparency Procurement: ห้องประชุมใหญ่ อุทยานนวัตกรรม",
        shown.AGING.listed("where"),
        shown.BLOCKCHAIN.listed("where"),
    )


def test_only_what_is_given_of_several_is_said() -> None:
    reply = Talk(CDE, now=AUGUST).say("2 ก.ย. 65 ใส่ชุดอะไร")

    assert reply.plain == said(
        "วันศุกร์ที่ 2 กันยายน 2565 มี 5 รายการค่ะ\n• ปาฐกถาพิเศษ ยกระดับท้องถิ่นไทย ด้วยวิจัยและนวัตกรรม: เครื่องแบบข้าราชการ หรือชุดสุภาพ",
        shown.REGISTRATION.listed(),
        shown.KEYNOTE.listed("wear"),
        shown.DECLARATION.listed(),
        shown.CURRICULUM.listed(),
        shown.ACTIVE.listed(),
    )


def test_how_many_of_a_module() -> None:
    reply = Talk(CDE, now=AUGUST).say("วิชาดิจิทัลมีกี่ครั้ง")

    assert reply.plain == said("มี 2 รายการ รวม 1 วันค่ะ", shown.DIGITAL_1.listed(), shown.DIGITAL_2.listed())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "ห้องแล็บอยู่ตรงไหนคะ",
            (
                "ห้องปฏิบัติการนวัตกรรม ชั้น 3 อยู่ที่ ถนนโยธี เขตราชเทวี กรุงเทพฯ ค่ะ\n"
                "\n"
                "แผนที่: https://www.google.com/maps/search/?api=1&query=13.764900,100.526800"
            ),
        ),
        ("ดร.พันธุ์อาจคือใครครับ", "ดร.พันธุ์อาจ ชัยรัตน์ ผู้อำนวยการสำนักงานนวัตกรรมแห่งชาติ ค่ะ"),
        (
            "หลักสูตรนี้ใครเป็นผู้จัด",
            "หลักสูตรผู้บริหารเมืองนวัตกรรม (CCIO) รุ่นที่ 2 จัดโดย สำนักงานนวัตกรรมแห่งชาติ (องค์การมหาชน) ค่ะ",
        ),
        (
            "หลักสูตรมีกี่โมดูลคะ",
            "หลักสูตรนี้มี 5 โมดูลค่ะ\n• เปิดหลักสูตร\n• เมืองแห่งนวัตกรรม\n• เทคโนโลยีเปลี่ยนเมือง\n• ศึกษาดูงาน\n• โครงงานกลุ่ม",
        ),
        (
            "ขอรายชื่อวิทยากรทั้งหมด",
            (
                "วิทยากรของหลักสูตรมี 5 ท่าน/คณะค่ะ\n• ดร.พันธุ์อาจ ชัยรัตน์\n• คณะวิทยากรเทคโนโลยีเมือง\n"
                "• คณะวิทยากรสังคมสูงวัย\n• คณะวิทยากรจัดซื้อจัดจ้างโปร่งใส\n• คณะวิทยากรสตาร์ทอัพเชียงใหม่"
            ),
        ),
    ],
)
def test_the_programme_its_people_and_its_places(question: str, answer: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("จะเอารถไปจอดได้ที่ไหนคะ", "ใช้อาคารจอดรถอุทยานนวัตกรรมได้เลยค่ะ แล้วนำบัตรมาประทับตราที่จุดลงทะเบียน"),
        ("ขับรถไปเอง จอดได้ที่ไหน", "ใช้อาคารจอดรถอุทยานนวัตกรรมได้เลยค่ะ แล้วนำบัตรมาประทับตราที่จุดลงทะเบียน"),
        ("ขอสไลด์เมื่อวานด้วยค่ะ", "สไลด์และเอกสารทั้งหมดอยู่ในไดรฟ์ของรุ่น เปิดได้จากเมนูเอกสารค่ะ"),
        ("ติดราชการเข้าเรียนไม่ได้ ต้องทำไง", "แจ้งฝ่ายเลขานุการก่อนอย่างน้อย 1 วันค่ะ วันลายังนับเป็นวันขาดในเกณฑ์ 80%"),
        ("ขอรหัสไวไฟหน่อย", "ขอรหัส Wi-Fi ของวันนั้นได้ที่จุดลงทะเบียนหน้าห้องเรียนค่ะ"),
        ("อยากขอลาเรียนต้องทำยังไง", "แจ้งฝ่ายเลขานุการก่อนอย่างน้อย 1 วันค่ะ วันลายังนับเป็นวันขาดในเกณฑ์ 80%"),
    ],
)
def test_a_question_with_a_ready_answer(question: str, answer: str) -> None:
    assert Talk(CCIO, now=MONDAY).say(question).plain == answer


def test_whom_to_tell_is_the_office_and_no_speaker() -> None:
    talk = Talk(CCIO, now=MONDAY)

    assert talk.say("ต้องบอกใครคะ").plain == talk.say("ติดต่อทีมงาน").plain
    assert talk.say("ติดต่อทีมงาน").text == "ติดต่อได้ที่นี่ค่ะ"


def test_a_note_of_the_organisers_answers_how_much() -> None:
    reply = Talk(CCIO, now=MONDAY).say("พรีเซนต์ทำสไลด์ได้กี่หน้า")

    assert reply.plain == said(
        "นำเสนอโครงงานกลุ่ม สิ่งที่ต้องเตรียม: สไลด์ไม่เกิน 10 หน้า ส่งให้เลขานุการก่อนวันที่ 4 ธันวาคม ค่ะ",
        shown.FINAL.alone("bring"),
    )


def test_a_session_online_has_the_way_in_on_its_card() -> None:
    reply = Talk(ORCHARD, now="2027-02-01T09:00").say("เรียนออนไลน์วันไหน")

    assert reply.plain == said(f"ตลาดนัดของคนปลูก จัด{shown.MARKET.when} ค่ะ", shown.MARKET.alone())
    assert reply.cards[0].links == (Link("เข้าเรียนออนไลน์", "https://example.org/orchard-zoom"),)


def test_what_is_not_yet_known_is_said_so() -> None:
    talk = Talk(ORCHARD, now="2027-02-01T09:00")

    assert talk.say("กฎหมายที่ดินว่างใครสอน").plain == said("กฎหมายที่ดินว่าง ยังไม่ได้ระบุวิทยากรค่ะ", shown.LAW.alone())
    assert talk.say("โรงเพาะชำอยู่ที่ไหน").plain == "โรงเพาะชำ ยังไม่ได้ระบุที่อยู่ค่ะ"
