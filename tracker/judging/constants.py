"""Every tolerance, band and threshold of the judging, once; the methodology page prints this file's figures.

Shares are fractions of the target; points are percentage points.
"""

from __future__ import annotations

from decimal import Decimal

#: Figures are compared at the target's printed precision, but never coarser than this many digits: 36486亿
#: answers 3.65万亿, yet 9521户 does not become 1万户 and 3.3 does not become 3.
COMPARED_DIGITS = 3

#: about, rates: 2014 "7.5%左右" answered by 7.4 is kept.
ABOUT_POINTS = Decimal("0.1")
#: about, quantities: "1000万人左右" answered by 995万 is kept.
ABOUT_SHARE = Decimal("0.01")

#: Partial band: at least this share of a target where more is better …
PART_FLOOR = Decimal("0.8")
#: … and at most this multiple of a ceiling: CPI "3%左右" answered by 3.3 is kept in part.
PART_CEILING = Decimal("1.25")

#: A target is exceeded from a tenth above it: 8.1 against "6%以上" is, 6.1 against "6%—6.5%" is not.
EXCEEDED_SHARE = Decimal("0.1")

#: In step: how far income growth may lie behind, in points. "与经济增长基本同步" is the usual wording.
IN_STEP_POINTS = {"basic": Decimal("0.5"), "plain": Decimal("0.1"), "faster": Decimal("0")}
#: In step, in part: down to a whole point behind.
IN_STEP_PART_POINTS = Decimal("1.0")

#: Named deeds: one rung short (封顶 instead of 建成) is in part, two rungs are not kept.
DONE_PART_RUNGS = 1

#: The sensitivity line of the scoreboard: kept with no tolerance, with a tenth, with half a point.
SENSITIVITY_POINTS = (Decimal("0"), Decimal("0.1"), Decimal("0.5"))

#: Growth worked out from two reports' levels beyond this, in percent, tells that the series was changed in between.
DERIVED_GROWTH_MOST = Decimal("30")

# --- linking ---

#: A candidate this good is taken …
LINK_ACCEPT = Decimal("0.53")
#: … a rate or an amount of money, whose form is said of many things (制造业增加值, 汽车产业增加值), from here …
LINK_ACCEPT_RATE = Decimal("0.60")
#: … a deed for a figure (鱼丘湖获评… for two lakes) from here …
LINK_ACCEPT_DEED_FOR_FIGURE = Decimal("0.70")
#: … a named deed, which has no figure to check it by, only from here …
LINK_ACCEPT_DEED = Decimal("0.58")
#: … and only when it leads every other free candidate that says something else by this much.
LINK_LEAD = Decimal("0.04")
#: A name that ends with the promised one (困扰群众出行的“断头路”, 断头路) says which one it is: it is this like it.
LINK_ONE_OF_A_KIND = Decimal("0.720")
#: The very figure told again of what bears nearly the same name (绿道1000公里) is this like it.
LINK_TOLD_AGAIN = Decimal("0.600")
#: A deed whose thing goes by another name (关爱企业家政策, 《…八条措施》; 青洽会) is this like it.
LINK_CALLED_OTHERWISE = Decimal("0.600")
#: So few of a kind (过街天桥2座) are told by their names: naming one of them answers for it.
NAMED_ONE_BY_ONE_MOST = 3
#: One word for a whole list (10件实事圆满办结) names none of its items: it scores no more than this.
LINK_BLANKET = Decimal("0.600")
#: So many times what was to be added is no addition but what there is by now: 1210家, for 建成100个.
LINK_STOCK_TIMES = Decimal("5")
#: A name that holds all of the other one, which says so much by itself (对口支援…灾后恢复重建), is this like it.
LINK_CONTAINED_LONG = Decimal("0.600")
#: What is worth keeping as evidence of what was looked at, and how many.
LINK_NEAR = Decimal("0.30")
CANDIDATES_KEPT = 3

# --- goalposts ---

#: Fewer standing indicators than these are no list of headline targets …
GOALPOST_LEAST = 3
#: … and a sentence outside the section of targets must promise this many: 城镇新增就业900万人以上，城镇调查失业率…
GOALPOST_LEAST_IN_A_SENTENCE = 4
#: A name that is no standing indicator's, told with figures farther apart than this, is hardly one thing:
#: 谋划重点项目10个以上, and then 27个重点项目早投产.
GOALPOST_APART = Decimal(2)
#: A name in the headline that shares this much of its character pairs with an indicator's may be a misprint of it.
GOALPOST_ALIKE = Decimal("0.6")
# --- five-year targets ---

#: How far from the even pace is still on it, in years of that pace: no plan moves along a line, and five weeks' worth
#: of it is about what the printed digits of most figures leave open.
ON_TRACK_YEARS = Decimal("0.1")
