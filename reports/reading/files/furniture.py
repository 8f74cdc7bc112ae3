"""The words by which a page's furniture is known, whatever site it comes from."""

from __future__ import annotations

import re

#: What stands before such words: blanks, brackets, arrows.
_LABEL = r"[\s【\[（(■◆●·>|]*"

#: A box that opens with one of these is no part of the report.
_HEADING = re.compile(
    _LABEL + r"(?:(?:相关|延伸|推荐|热门|热点|最新|最热|更多|往期|其他|猜你)"
    r"(?:新闻|链接|阅读|文章|信息|报道|内容|推荐|资讯|稿件|附件|文件|政策|解读|喜欢|排行|要闻|动态|专题)"
    r"|网友评论|评论|我要评论|发表评论|跟帖|友情链接|网站链接|标签|关键[词字]|参考资料|点击排行|阅读排行"
    r"|摘要|内容摘要|内容提要|内容导读|导读|核心提示|编者按|目录|分享到?|扫一扫|扫码|上一[篇条]|下一[篇条]|责任编辑)"
)
#: A line that opens with one of these is furniture wherever it stands.
_LINE = re.compile(
    _LABEL + r"(?:(?:您?(?:当前|现在|所在)的?)?(?:位置|栏目)\s*[:：]|当前位置|首页\s*[>＞»›/|]"
    r"|【?字[号体]|【?(?:打印|关闭|收藏|下载|全屏|复制|纠错)(?:本[页文]|窗口|页面)?[】\]|]?\s*(?:$|【|\[|\|)"
    r"|分享(?:到|至)?\s*[:：]?\s*(?:$|微|[Qq])|扫一扫|用手机|返回(?:顶部|首页|列表)|回到顶部"
    r"|上一[篇条页]|下一[篇条页]|(?:浏览|点击|阅读|访问|点播)(?:次数|量|数)?\s*[:：]|评论\s*[:：]\s*\d"
    r"|加入收藏|设为首页|网站标识码|©|Copyright|.{0,6}ICP备|.{0,3}公网安备"
    r"|相关(?:链接|新闻|阅读|文章|报道|附件|信息)\s*[:：]?\s*$)",
    re.IGNORECASE,
)
#: Before or after the report it is furniture if it opens with one of these; a report's task may have its 主办单位 too.
_EDGE = re.compile(
    _LABEL + r"(?:责任编辑|编辑\s*[:：]|审核\s*[:：]|校对\s*[:：]|(?:信息|稿件|文章)?来源\s*[:：]|作者\s*[:：]"
    r"|(?:发布|发文|更新|公开|成文|发表|录入|索引|信息)?(?:时间|日期|号|机构|机关)\s*[:：]"
    r"|您是第|今天是|用户登录|登录\s*$|注册\s*$|搜\s?索\s*$"
    r"|(?:主办|承办|协办|维护)(?:单位)?\s*[:：]|技术支持|版权(?:所有)?|备案(?:号|序号)?\s*[:：]"
    r"|(?:联系|咨询|投诉|举报)?电话\s*[:：]|(?:邮政编码|邮编|地址|邮箱|传真)\s*[:：]"
    r"|网站地图|联系我们|关于我们|法律声明|建议使用|本网?站|未经.{0,12}(?:授权|许可))",
    re.IGNORECASE,
)
#: Furniture is short: a longer line that opens like it is a paragraph of the report (来源：… is one, 本站 never).
_LONGEST = 120
#: What says in any place of a line that it is the foot of a site, and that no report says.
_FOOT = re.compile(
    r"ICP备\d|公网安备\s?\d|网站标识码|分辨率|IPv6|版权所有|All Rights|浏览次数|阅读次数|点击次数", re.IGNORECASE
)
#: A line before the main text that is the report's own title, its day or its speaker.
_TITLE = re.compile(
    r"报告|会议上|代表大会|(?:19|20)\d\d\s?年|二[〇○零0OΟ]|^各位代表|(?:省|市|县|区|州|盟|旗|乡|镇)长\b|主席|专员|主任"
)
_LONGEST_TITLE = 80


def heads_furniture(line: str) -> bool:
    """Whether a box whose first line this is holds no part of the report."""
    return len(line) <= _LONGEST and bool(_HEADING.match(line))


def is_furniture(line: str, *, at_edge: bool) -> bool:
    """Whether a line is of the site's making: its path, its buttons, its counters, its foot.

    ``at_edge`` where no sentence of the report stands before it, or none after it.
    """
    if len(line) > _LONGEST:
        return False
    return bool(_LINE.match(line) or _FOOT.search(line) or (at_edge and _EDGE.match(line)))


def may_be_title(line: str) -> bool:
    """Whether a line may belong to the title of a report."""
    return len(line) <= _LONGEST_TITLE and bool(_TITLE.search(line)) and not is_furniture(line, at_edge=True)
