"""Word files to their words: what stands in them when all changes are accepted."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from reports.reading import text as texts

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RAISED = '<w:vertAlign w:val="superscript"/>'
BOX = "<w:txbxContent><w:p><w:r><w:t>新建桥梁7座。</w:t></w:r></w:p></w:txbxContent>"


def saved(document) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def word(*blocks: str) -> bytes:
    """A Word file whose body is these blocks of its own XML."""
    document = docx.Document()
    for block in parse_xml(f"<w:body {SPACES}>{''.join(blocks)}</w:body>"):
        document.element.body.insert(-1, block)
    return saved(document)


def run(words: str, properties: str = "") -> str:
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{words}</w:t></w:r>"


def repacked(raw: bytes, change) -> bytes:
    """The archive with each part's name and content changed, or left out where that gives None."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            if part := change(name, old.read(name)):
                new.writestr(*part)
    return packed.getvalue()


def archive(name: str, content: str = "<x/>") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (f"<w:p>{run('建设6个')}{run('停车场。')}</w:p>", ["建设6个停车场。"]),
        # A reviser's changes: taken out, put in, moved.
        (
            f"<w:p>{run('建设')}<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>{run('6')}</w:ins>"
            f"<w:moveFrom>{run('座')}</w:moveFrom><w:moveTo>{run('个')}</w:moveTo>{run('停车场。')}</w:p>",
            ["建设6个停车场。"],
        ),
        (f"<w:p><w:hyperlink>{run('6个')}</w:hyperlink><w:smartTag>{run('停车场')}</w:smartTag></w:p>", ["6个停车场"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('6个停车场')}</w:p></w:sdtContent></w:sdt>", ["6个停车场"]),
        # Word's own table of contents.
        (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent><w:p>{run('工作安排9')}</w:p></w:sdtContent></w:sdt>",
            [],
        ),
        # A text box stands twice in the file, for new programs and for old.
        (
            f"<w:p><w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
            f"</mc:AlternateContent></w:r>{run('建设6个停车场。')}</w:p>",
            ["建设6个停车场。", "新建桥梁7座。"],
        ),
        (f"<w:p>{run('建设6个')}{run('9', '<w:vanish/>')}{run('停车场。')}</w:p>", ["建设6个停车场。"]),
        (f"<w:p>{run('建设6个停车场')}<w:r><w:footnoteReference/></w:r>{run('。')}</w:p>", ["建设6个停车场。"]),
        (f"<w:p>{run('绿化3km')}{run('2', RAISED)}{run('。')}</w:p>", ["绿化3km²。"]),
        (f"<w:p>{run('一、')}<w:r><w:br/><w:t>6个</w:t><w:tab/><w:t>学校</w:t></w:r></w:p>", ["一、", "6个\t学校"]),
        ("<w:p><w:r><w:instrText>PAGE 9</w:instrText></w:r>" + run("⽤房6\u200b间") + "</w:p>", ["用房6间"]),
    ],
)  # fmt: skip
def test_it_reads_what_stands_in_a_paragraph(block, lines):
    before, after = f"<w:p>{run('一、')}</w:p>", f"<w:p>{run('二、')}</w:p>"
    assert texts.decode(word(before, block, after)).splitlines() == ["一、", *lines, "二、"]


def test_a_row_of_a_table_is_one_line_and_a_merged_cell_is_said_once():
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "指标"
    table.rows[0].cells[2].text = "目标"
    table.rows[1].cells[0].text = "粮食产量"
    table.rows[1].cells[2].text = "12.5万吨"
    assert texts.decode(saved(document)).splitlines() == ["指标\t目标", "粮食产量\t\t12.5万吨"]


def test_a_table_that_lays_out_the_page_keeps_its_paragraphs():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    paragraphs = [
        "建设6个停车场，改造公路60公里以上，全部实现硬化，争取早日完工通车。",
        "新增学位2000个以上，年底以前全部建成使用。",
    ]
    cell.text = paragraphs[0]
    cell.add_paragraph(paragraphs[1])
    assert texts.decode(saved(document)).splitlines() == paragraphs


def test_it_writes_the_numbers_that_word_sets_itself():
    document = docx.Document()
    for words in ("建设6个停车场。", "新增学位2000个。"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("新建桥梁7座。", style="List Bullet")
    assert texts.decode(saved(document)).splitlines() == ["1.建设6个停车场。", "2.新增学位2000个。", "新建桥梁7座。"]


def test_it_counts_titles_in_chinese_and_their_parts_anew():
    document = docx.Document()
    part = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "%1、") + level.format(1, "（%2）")
    part.insert(0, parse_xml(f'<w:abstractNum {SPACES} w:abstractNumId="77">{levels}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {SPACES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, words in ((0, "回顾"), (1, "城乡"), (1, "民生"), (0, "安排"), (1, "项目")):
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {SPACES}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'))
    assert texts.decode(saved(document)).splitlines() == [
        "一、回顾",
        "（一）城乡",
        "（二）民生",
        "二、安排",
        "（一）项目",
    ]


WORDS = word(f"<w:p>{run('建设6个停车场。')}</w:p>")


@pytest.mark.parametrize(
    "change",
    [
        # A template (.dotx), a file with macros (.docm), and what an editor on the web writes.
        lambda name, part: (name, part.replace(b"document.main+xml", b"template.main+xml")),
        lambda name, part: (name, part.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled")),
        lambda name, part: (name.replace("document.", "doc2."), part.replace(b"word/document.", b"word/doc2.")),
        lambda name, part: None if name in ("word/numbering.xml", "word/styles.xml") else (name, part),
    ],
)
def test_it_reads_what_word_would_open(change):
    assert texts.decode(repacked(WORDS, change)) == "建设6个停车场。\n"


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (WORDS[:2000], texts.UnsupportedFormat, "damaged Word file"),
        (WORDS.replace(b"word/document.xml", b"word/document.xml????"), texts.UnsupportedFormat, "damaged Word file"),
        (repacked(WORDS, lambda n, p: (n, p[:300])), texts.UnsupportedFormat, "damaged Word file"),
        (repacked(WORDS, lambda n, p: None if n == "word/document.xml" else (n, p)), texts.UnsupportedFormat, "unpack"),
        (word(), texts.EmptyText, "no text"),
        (
            archive("mimetype", "application/vnd.oasis.opendocument.text"),
            texts.UnsupportedFormat,
            r"OpenDocument.*\.docx",
        ),
        (archive("xl/workbook.xml"), texts.UnsupportedFormat, "spreadsheet"),
        (archive("ppt/presentation.xml"), texts.UnsupportedFormat, "presentation"),
        (archive("OFD.xml"), texts.UnsupportedFormat, "OFD file: save it as PDF"),
        (archive("report.txt"), texts.UnsupportedFormat, "unpack it first"),
    ],
)
def test_it_says_what_an_archive_is_that_holds_no_words(raw, error, said):
    with pytest.raises(error, match=said) as caught:
        texts.decode(raw, "石桥县.docx")
    assert str(caught.value).startswith("石桥县.docx: ")
    assert "\n" not in str(caught.value)
