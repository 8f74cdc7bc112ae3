"""What a rank is of: the words before 第三 bared of where, among whom and how long (考核连续三年位居全省第一)."""

from __future__ import annotations

import re

from reports.reading import subjects

_RANKING = re.compile(
    r"(?:我[省市县区])?(?:全[省市县区国旗州盟](?=排|位))?(?:连续[一二两三四五六七八九十\d]+[年届次])?(?:的?排名|排|位|名)?(?:稳居|居|列|升至|跃居|保持|位居|稳|跻身|进入)?(?:在)?(?:全[省市县区国旗州]|西部|东部|中部|东北|长三角|城区|市区|同类|全镇)?(?:县市|各市|同行业|同类城市)?前?$"
)
_HELD = re.compile(r"^(?:稳居|位居|居|位列|名列|列|跃居)[^，。；]{0,8}$")
#: 收入连续33年位居全区牧业旗县首位: how long, and among whom.
_HELD_LONG = re.compile(r"(?:连续[一二两三四五六七八九十\d]+年)?(?:位居|名列|位列|稳居|跻身)[^，。；]{0,12}$")
#: 在全省62个贫困县中排名第五: those it is placed among.
_HELD_AMONG = re.compile(r"在?(?:全[省市国县区])?\d+个[^，。；\d]{1,10}中(?:排名?|位居|位列|居|列|第)*$")


def without_rivals(before: str) -> str:
    """The words before a rank without those it is placed among."""
    return _HELD_AMONG.sub("", before)


def placed(bare: subjects.Bare, before: str) -> subjects.Bare:
    """The subject of a rank; its subject is empty where the words only say where the thing before stands."""
    if before.endswith("第"):
        bare = subjects.bare(before[:-1])
    core = _HELD_LONG.sub("", _HELD.sub("", _RANKING.sub("", bare.subject)))
    return subjects.Bare(core.removesuffix("分别").removesuffix("均").removesuffix("中"), bare.lead, bare.trail)
