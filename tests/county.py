"""An invented county whose two reports, read and judged, hold every verdict the pages show."""

from __future__ import annotations

from reports.models import Jurisdiction
from tests.characters import COUNTY, make_document, make_place
from tracker import fixtures
from tracker.ingest import ingest

PROVINCE = "990000"

PLAN = """样例县人民政府工作报告
（2022年1月10日）
一、2021年工作回顾
2021年，全县地区生产总值增长7%。
二、2022年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长8%左右，城镇新增就业3000人以上，粮食产量达到20万吨。
新建农村公路60公里，改造老旧小区12个，举办样例节3场。
"""
ANSWER = """样例县人民政府工作报告
（2023年1月12日）
一、2022年工作回顾
2022年，全县地区生产总值增长7.9%，城镇新增就业2500人。新建农村公路30公里。
同时也要看到，仍有固定资产投资、进出口总额2项指标没有达到预期目标。
二、2023年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长7%左右。
"""


def make_county() -> Jurisdiction:
    """The county under its province, without a report."""
    fixtures.load_indicators()
    province = make_place(PROVINCE, "样例省", "province")
    province.pinyin, province.english = "yanglisheng", "Sample Province"
    province.save(update_fields=["pinyin", "english"])
    county = make_place()
    county.parent = province
    county.save(update_fields=["parent"])
    return county


#: A plan that ends with a list of practical matters, and the report that says of the list in one sentence it was done.
PLAN_WITH_LIST = f"{PLAN}三、全力办好10件惠民实事\n1.新建公厕40座。2.安装路灯900盏。3.培训教师200人。\n"
ANSWER_OF_LIST = ANSWER.replace("新建农村公路30公里。", "新建农村公路30公里。年度10件惠民实事圆满办结。")


def ingest_pair() -> None:
    """Both reports: the pledges of 2022 are judged, the one of 2023 waits."""
    ingest(make_document(PLAN, 2022))
    ingest(make_document(ANSWER, 2023))


def ingest_many(places: int) -> None:
    """As many further counties, each with two reports of its own and three times the pledges."""
    projects = "".join(f"新建第{n}小学{n}所。" for n in range(2, 9))
    for number in range(places):
        code = str(int(COUNTY) + 1 + number)
        place = make_place(code, f"样例{number}县")
        place.parent = Jurisdiction.objects.get(code=PROVINCE)
        place.save(update_fields=["parent"])
        for year, text in ((2022, PLAN + projects), (2023, ANSWER)):
            ingest(make_document(text.replace("样例县", f"样例{number}县"), year, code))


#: Two further reports whose figures do not add up: with them the county has a finding of every severity.
ODD_YEAR_BEFORE = """样例县人民政府工作报告
一、2023年工作回顾
2023年，全县地区生产总值100亿元，出口总额168.4万美元。
新建泵站30座，其中乡镇泵站42座。
二、2024年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右。
"""
ODD_YEAR = """样例县人民政府工作报告
一、2024年工作回顾
2024年，全县地区生产总值110亿元，增长6%。出口总额182.8万美元，增长29.5%。
二、2025年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右。
"""


def ingest_odd_pair(code: str = COUNTY) -> None:
    """The reports of 2024 and 2025: an error in the first, a warning and an implied change of prices between them."""
    for year, text in ((2024, ODD_YEAR_BEFORE), (2025, ODD_YEAR)):
        ingest(make_document(text.replace("样例县", f"样例县{code}") if code != COUNTY else text, year, code))
