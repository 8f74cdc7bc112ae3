"""What a file has before the report: labels of the collection it comes from, or the buttons of its web page."""

from __future__ import annotations

import re

#: 标题：…, 年份：2010, 当前位置：首页, and the line drawn beneath them.
_LABEL = re.compile(
    r"(?:标题|年份|年度|地区|来源|信息来源|时间|日期|发布(?:时间|日期)|作者|网址|链接|文号|索引号|编号|当前位置|您的位置)"
    r"\s?[:：].{0,80}"
)
_LINE = re.compile(r"[=＝\-－—_*＊~]{4,}")
_BUTTON = re.compile(r"下载|打印|全屏|收藏|分享|关闭|返回|【?字(?:号|体)[：:]?|加大|还原|减小|[大中小]|】|导航菜单")


def header_end(text: str) -> int:
    """Where the header ends, in characters; 0 where the text begins with its own words.

    One label alone is none: a report's own source or date may be its first line.
    """
    at = end = labels = 0
    has_line = False
    for line in text.splitlines(keepends=True):
        words = line.strip()
        at += len(line)
        if not words:
            continue
        if _LINE.fullmatch(words):
            has_line = True
        elif _LABEL.fullmatch(words) or _BUTTON.fullmatch(words):
            labels += 1
        else:
            break
        end = at
    return end if labels and labels + has_line > 1 else 0
