"""The search across everything: what it finds, for whom, and that it costs the same however much there is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.admin.conftest import hire
from tests.admin.test_lists import add_more, queries
from tracker.hits import hits


def search(client, words, **more):
    response = client.get(reverse("admin:search"), {"q": words, **more})
    assert response.status_code == 200
    return {group.kind.code: group for group in response.context["groups"]}


def names(group):
    return ["".join(piece.text for piece in hit.name) for hit in group.hits]


@pytest.mark.parametrize("words", ["样例", "样例县", "yangli", "yangli xian", "yanglixian", "Sample", "990101", "9901"])
def test_a_place_is_found_by_characters_pinyin_english_and_code(admin_client, office, words):
    found = search(admin_client, words)
    assert names(found["places"]) == ["样例县"]


@pytest.mark.parametrize("words", ["样例", "yangli", "990101", "样例 2023", "2023 yangli"])
def test_a_report_is_found_by_place_and_year(admin_client, office, words):
    found = search(admin_client, words)
    assert "样例县 2023" in names(found["reports"])
    assert ("样例县 2022" in names(found["reports"])) == ("2023" not in words)


def test_a_report_is_found_by_its_title(admin_client, office):
    office.plan.title = "样本市县区工作报告"
    office.plan.save(update_fields=["title"])
    assert names(search(admin_client, "市县区")["reports"]) == ["样例县 2022"]


def test_a_statement_is_found_by_two_characters_of_its_quote(admin_client, office):
    found = search(admin_client, "学校")
    assert set(found) == {"commitments", "outcomes"}
    (hit,) = found["commitments"].hits
    assert [piece.text for piece in hit.quote if piece.is_hit] == ["学校"]
    assert "".join(piece.text for piece in hit.quote) == "新建学校3所"


def test_a_statement_leads_to_its_place_in_the_text_and_to_its_page(admin_client, office):
    (hit,) = search(admin_client, "学校")["commitments"].hits
    key = f"c{office.schools.pk}"
    assert hit.address == f"{reverse('admin:reports_report_text', args=[office.plan.pk])}?at={key}#{key}"
    assert hit.page == reverse("admin:tracker_commitment_change", args=[office.schools.pk])


def test_an_indicator_is_found_in_both_languages_and_by_an_alias(admin_client, office):
    office.growth.indicator.aliases = ["区属生产总值"]
    office.growth.indicator.save()
    for words in ("生产总值", "GDP", "gdp", "区属"):
        assert names(search(admin_client, words)["indicators"]) == ["地区生产总值"]


def test_all_words_must_hold(admin_client, office):
    assert len(search(admin_client, "样例 学校")["commitments"].hits) == 1
    assert "commitments" not in search(admin_client, "样例 医院")
    assert "commitments" not in search(admin_client, "学校 增长")


@pytest.mark.parametrize("words", ["%", "_", "学_", "增长8%%", "8_左右", "\\", "';--", "学'校", "((", "!", "&", "学:*"])
def test_signs_of_sql_are_looked_for_as_they_are(admin_client, office, words):
    found = search(admin_client, words)
    assert ("commitments" in found) == (words == "%")


def test_a_nul_is_taken_out(admin_client, office):
    assert len(search(admin_client, "学\0校")["commitments"].hits) == 1


@pytest.mark.parametrize("words", ["", "   ", "\0"])
def test_without_a_word_the_page_says_what_can_be_found(admin_client, office, words):
    assert search(admin_client, words) == {}
    assert "两个字即可" in admin_client.get(reverse("admin:search"), {"q": words}).content.decode()


def test_where_nothing_is_found_the_page_says_what_to_try(admin_client, office):
    page = admin_client.get(reverse("admin:search"), {"q": "葵花子"}).content.decode()
    assert "没有找到" in page
    assert reverse("admin:reports_report_add") in page


def test_a_long_search_is_cut_and_many_words_are_bounded(admin_client, office):
    search(admin_client, "学" * 5000)
    search(admin_client, " ".join(f"词{n}" for n in range(40)))


def test_counts_are_capped_and_a_group_goes_on_by_key(admin_client, office, monkeypatch):
    add_more(12)
    monkeypatch.setattr("tracker.admin.search.MOST_COUNTED", 10)
    group = search(admin_client, "生产总值")["commitments"]
    assert (group.count, group.is_capped, len(group.hits)) == (10, True, 8)
    monkeypatch.setattr("tracker.admin.search.MANY", 5)
    pages, after = [], ""
    while after is not None:
        found = search(admin_client, "生产总值", **{"in": "commitments", "after": after})
        assert list(found) == ["commitments"]
        pages.append([hit.page for hit in found["commitments"].hits])
        after = found["commitments"].after
    assert [len(page) for page in pages] == [5, 5, 3]
    assert len({page for pages_ in pages for page in pages_}) == 13


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "²"])
def test_a_strange_key_is_no_error(admin_client, office, after):
    search(admin_client, "学校", **{"in": "commitments", "after": after})


def test_an_unknown_group_is_all_groups(admin_client, office):
    assert set(search(admin_client, "学校", **{"in": "secrets"})) == {"commitments", "outcomes"}


@pytest.mark.parametrize(
    ("permission", "kind"),
    [
        ("view_jurisdiction", "places"),
        ("view_report", "reports"),
        ("view_indicator", "indicators"),
        ("view_commitment", "commitments"),
        ("view_outcome", "outcomes"),
        ("change_outcome", "outcomes"),
    ],
)
def test_a_group_is_searched_only_for_who_may_see_it(client, office, permission, kind):
    client.force_login(hire("somebody", permission))
    for words in ("样例", "生产总值"):
        assert set(search(client, words)) <= {kind}
    assert kind in search(client, "生产总值") or kind in search(client, "样例")


def test_a_group_asked_for_by_name_is_refused_as_well(client, office):
    client.force_login(hire("somebody", "view_report"))
    assert set(search(client, "学校", **{"in": "commitments"})) == set()


def test_who_may_not_open_reports_is_led_to_the_statement(client, office):
    client.force_login(hire("somebody", "view_commitment"))
    (hit,) = search(client, "学校")["commitments"].hits
    assert hit.address == hit.page


def test_who_may_see_nothing_is_told_so(client, office):
    client.force_login(hire("stranger"))
    assert search(client, "学校") == {}
    assert "没有可查看的内容" in client.get(reverse("admin:search"), {"q": "学校"}).content.decode()


def test_the_search_is_for_staff_alone(client, office):
    response = client.get(reverse("admin:search"), {"q": "学校"})
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_words_are_shown_as_words(admin_client, office):
    page = admin_client.get(reverse("admin:search"), {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_every_page_has_the_box(client, office, viewer):
    client.force_login(viewer)
    for name in ("admin:index", "admin:tracker_commitment_changelist"):
        assert 'id="search-all"' in client.get(reverse(name)).content.decode()
    client.logout()
    assert 'id="search-all"' not in client.get(reverse("admin:login")).content.decode()


def test_a_search_asks_as_many_queries_for_twenty_places_as_for_one(admin_client, office):
    # Nine and more of each group, so that every one is counted.
    add_more(9)
    address = f"{reverse('admin:search')}?q=样例"
    queries(admin_client, address)
    few = queries(admin_client, address)
    add_twenty_more()
    assert queries(admin_client, address) == few <= 30


def add_twenty_more():
    from reports.models import Jurisdiction

    for number in range(20):
        Jurisdiction.objects.create(
            code=f"{990301 + number}", name=f"样例{number}镇", pinyin=f"yangli{number} zhen", english="Sample",
            level="county", revision="test",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "around", "shown"),
    [
        ("新建学校3所", ["学校"], None, "新建[学校]3所"),
        ("GDP与gdp", ["gdp"], None, "[GDP]与[gdp]"),
        ("一二三四五六七八九十", ["五"], 2, "…三四[五]六七八九…"),
        ("一二三四五", ["无"], 1, "一二…"),
        ("100%", ["%", "100"], None, "[100][%]"),
        ("a.b", ["."], None, "a[.]b"),
        ("学校学", ["学", "学校"], None, "[学校][学]"),
        ("没有", [], None, "没有"),
    ],
)
def test_hits_are_marked(text, words, around, shown):
    pieces = hits(text, words, around)
    assert "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces) == shown
