"""What the counters 户 and 个 count, where a figure's subject says it: one word of English does not fit them all."""

from __future__ import annotations

import re
from enum import StrEnum


class Counted(StrEnum):
    """What is counted; UNTOLD where the subject does not say."""

    UNTOLD = ""
    #: 户 of 规上工业企业
    FIRMS = "firms"
    #: 户 of 农村危房改造
    HOUSEHOLDS = "households"
    #: 个 of 老旧小区: the subject names the thing, and English has no counter for it.
    NAMED = "named"


_FIRMS = re.compile(r"企业|市场主体|经营主体|个体工商户|工业|商户|商铺|公司")
_HOUSEHOLDS = re.compile(
    r"农户|住户|居民|群众|家庭|人口|贫困户|低保|脱贫|防返贫|搬迁|拆迁|征收|危房|危旧房|农房|住房|平房|城中村|棚户区"
    r"|小区|庭院|适老化|改厕|厕所|沼气|取暖|气代煤|电代煤|通电"
)
#: What 个 counts in the reports, at a subject's end: 县 and 村 as well as 示范村.
_THINGS = (
    r"项目|村|村庄|社区|小区|街区|园区|示范区|集聚区|试验区|综试区|开发区|服务区|景区|灌区|县|乡镇|镇|街道|城市|中心|基地|公园|产业园|集群|平台|点|站|厂"
    r"|基站|充电桩|充电口|学位|车位|托位|岗位|床位|车间|实验室|学校|幼儿园|书屋|幸福院|卫生院|卫生室|医院|机构|组织|合作社"
    r"|企业|市场主体|超市|农家店|品牌|学科|专科|专业|设施|场所|养殖场|农场|广场|厕所|公厕|路口|码头|泊位|微花园|庭院|问题|产业"
)
#: What may be done to it behind its name: 老旧小区改造, 行政村环境整治.
_WORKS = (
    r"的|新?改扩?建|新建|改造|建设|环境|综合|连片|整治|生活|污水|治理|创建|培育|提升|升级|任务|工程|开工|完工|竣工|投产|总数|总量|数量|数"
    r"|（市、区）|（市）|\(市、区\)"
)
_NAMED = re.compile(rf"(?:{_THINGS})(?:{_WORKS})*$")


def counted(unit: str, subject: str) -> Counted:
    """What a figure with this unit counts, by the words of its subject; UNTOLD of every other unit, and in doubt."""
    counter = unit.partition("/")[0][-1:]
    if counter == "户":
        is_firms, is_households = (bool(words.search(subject)) for words in (_FIRMS, _HOUSEHOLDS))
        if is_firms != is_households:
            return Counted.FIRMS if is_firms else Counted.HOUSEHOLDS
    if counter == "个" and _NAMED.search(subject):
        return Counted.NAMED
    return Counted.UNTOLD
