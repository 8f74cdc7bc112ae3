"""Lists and pages of the staff: what is found, and that the number of queries does not grow with the rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import intake
from reports.admin import CappedPaginator, SearchedListAdmin
from reports.models import Jurisdiction
from reports.searching import asked_for, words_of
from reports.words import Verdict
from tests.characters import make_document, make_place, make_reading, make_statement
from tracker import ledger, register
from tracker.admin import worded
from tracker.models import Commitment, Link, Outcome
from tracker.newest import newest

LISTS = (
    "reports_jurisdiction", "reports_report", "tracker_indicator", "tracker_commitment", "tracker_outcome",
    "tracker_link", "tracker_verdict",
)  # fmt: skip


def found(client, name, **query):
    response = client.get(reverse(f"admin:{name}_changelist"), query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def add_more(count):
    """More places, each with a report and a pledge of its own."""
    for number in range(count):
        code = f"{990201 + number}"
        Jurisdiction.objects.create(
            code=code, name=f"样例{number}区", pinyin=f"yangli{number} qu", english=f"Sample {number}",
            level="county", revision="test",
        )  # fmt: skip
        text = f"今年目标：第{number}区地区生产总值增长{number + 2}%左右。"
        report, _stored = intake.store(make_document(text, 2022, code))
        pledge = make_statement(text, f"地区生产总值增长{number + 2}%左右", str(number + 2))
        register.record(report, make_reading(text, pledge))
        ledger.judge_around(report)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_many_queries_for_twenty_rows_as_for_two(admin_client, office, name):
    address = reverse(f"admin:{name}_changelist")
    queries(admin_client, address)  # the content types are cached by the first page
    few = queries(admin_client, address)
    add_more(18)
    assert queries(admin_client, address) == few <= 12


def test_a_statements_page_asks_as_many_queries_however_many_links_there_are(admin_client, office):
    address = reverse("admin:tracker_commitment_change", args=[office.growth.pk])
    queries(admin_client, address)
    few = queries(admin_client, address)
    for outcome in (office.grew, office.services, office.built):
        ledger.confirm_link(office.growth, outcome, admin_client_user(admin_client))
        ledger.refuse_link(office.growth, outcome, admin_client_user(admin_client))
    assert office.growth.links.count() == 3
    assert queries(admin_client, address) == few <= 20


def admin_client_user(client):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(pk=client.session["_auth_user_id"])


def test_the_text_of_a_report_asks_few_queries(admin_client, office):
    address = reverse("admin:reports_report_text", args=[office.plan.pk])
    queries(admin_client, address)
    assert queries(admin_client, address) <= 10


@pytest.mark.parametrize("words", ["样例", "yangli", "yanglixian", "生产总值", "增长8%", "样例 生产"])
def test_a_commitment_is_found_by_place_subject_and_quote(admin_client, office, words):
    assert office.growth in found(admin_client, "tracker_commitment", q=words)


@pytest.mark.parametrize("words", ["西安", "guangzhou", "学校数量", "8_", "样例 学校"])
def test_other_words_do_not_find_it(admin_client, office, words):
    assert office.growth not in found(admin_client, "tracker_commitment", q=words)


@pytest.mark.parametrize(
    "query",
    [
        {"review_state__exact": "proposed"},
        {"verdict__code__exact": "kept"},
        {"year": "2022"},
        {"jurisdiction__level__exact": "county"},
        {"topic": "economy"},
        {"report__state__exact": "read"},
        {"report__is_digest__exact": "0"},
        {"report__id__exact": "{plan}"},
    ],
)
def test_a_commitment_passes_its_filters(admin_client, office, query):
    query = {name: value.format(plan=office.plan.pk) for name, value in query.items()}
    assert office.growth in found(admin_client, "tracker_commitment", **query)


@pytest.mark.parametrize(
    "query",
    [
        {"review_state__exact": "accepted"},
        {"verdict__code__exact": "broken"},
        {"year": "2021"},
        {"jurisdiction__level__exact": "nation"},
        {"topic": "health"},
        {"report__state__exact": "published"},
        {"report__is_digest__exact": "1"},
        {"report__id__exact": "{review}"},
    ],
)
def test_a_commitment_is_held_back_by_other_filters(admin_client, office, query):
    query = {name: value.format(review=office.review.pk) for name, value in query.items()}
    assert office.growth not in found(admin_client, "tracker_commitment", **query)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_searched(admin_client, office, name):
    found(admin_client, name, q="样例")


def test_admissions_are_told_from_results(admin_client, office):
    assert found(admin_client, "tracker_outcome", kind__exact="shortfall") == []
    assert len(found(admin_client, "tracker_outcome", kind__exact="outcome")) == 3


def test_an_indicator_is_found_by_an_alias(admin_client, office):
    indicator = office.growth.indicator
    indicator.aliases = ["区属生产总值"]
    indicator.save()
    assert found(admin_client, "tracker_indicator", q="区属") == [indicator]


def test_the_pager_counts_no_further_than_its_cap(office, monkeypatch):
    monkeypatch.setattr(CappedPaginator, "CAP", 1)
    pager = CappedPaginator(Commitment.objects.order_by("pk"), 1)
    assert (pager.count, pager.num_pages, pager.is_capped) == (1, 1, True)


def test_a_statements_page_shows_its_words_in_their_place(admin_client, office):
    response = admin_client.get(reverse("admin:tracker_commitment_change", args=[office.growth.pk]))
    shown = response.context["excerpt"]
    assert (shown.lead, shown.figure, shown.tail) == ("地区生产总值增长", "8", "%左右")
    assert shown.before.endswith("今年目标：")
    assert shown.after.startswith("。新建学校")
    assert f"?at=c{office.growth.pk}#c{office.growth.pk}" in response.content.decode()


def test_a_statements_page_leads_to_the_next_that_waits(admin_client, office):
    response = admin_client.get(reverse("admin:tracker_commitment_change", args=[office.growth.pk]))
    assert response.context["next_row"] == office.schools
    response = admin_client.get(reverse("admin:tracker_commitment_change", args=[office.schools.pk]))
    assert response.context["next_row"] is None


def test_the_text_at_the_reading_desk_is_the_text(admin_client, office):
    response = admin_client.get(reverse("admin:reports_report_text", args=[office.plan.pk]), {"at": "c0"})
    assert "".join(line.text for line in response.context["lines"]) == office.plan.text
    assert response.context["data"]["rows"][0]["key"] == f"c{office.growth.pk}"


def test_a_report_leads_to_its_statements_in_the_order_of_the_text(admin_client, office):
    rows = found(admin_client, "tracker_outcome", report__id__exact=office.review.pk)
    assert rows == [office.grew, office.services, office.built]


def test_a_verdict_is_explained_in_words(admin_client, office):
    verdict = office.growth.verdicts.order_by("sequence").last()
    response = admin_client.get(reverse("admin:tracker_verdict_change", args=[verdict.pk]))
    assert "已兑现" in response.content.decode()


@pytest.mark.parametrize("address", ["admin:tracker_commitment_change", "admin:tracker_verdict_change"])
def test_a_row_that_is_not_there_is_no_error(admin_client, office, address):
    assert admin_client.get(reverse(address, args=[987654])).status_code == 302


def test_what_is_known_of_a_report_is_changed_and_its_text_is_not(client, office, publisher):
    client.force_login(publisher)
    address = reverse("admin:reports_report_change", args=[office.plan.pk])
    client.post(address, {"title": "2022年政府工作报告", "source": "县政府网", "text": "别的话", "plan_year": "2030"})
    office.plan.refresh_from_db()
    assert (office.plan.title, office.plan.source, office.plan.plan_year) == ("2022年政府工作报告", "县政府网", 2022)
    assert "今年目标" in office.plan.text


@pytest.mark.parametrize("name", ["reports_jurisdiction", "tracker_indicator"])
def test_what_others_hang_on_is_not_deleted_and_the_page_says_on_what(admin_client, office, name):
    row = {"reports_jurisdiction": office.place, "tracker_indicator": office.growth.indicator}[name]
    address = reverse(f"admin:{name}_delete", args=[row.pk])
    assert "承诺" in admin_client.get(address).context["protected"]
    admin_client.post(address, {"post": "yes"})
    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_nothing_hangs_on_is_deleted(admin_client, db):
    place = make_place("990199", "别处县")
    admin_client.post(reverse("admin:reports_jurisdiction_delete", args=[place.pk]), {"post": "yes"})
    assert not Jurisdiction.objects.filter(pk=place.pk).exists()


# Links are listed as verdicts are; the office has but two.


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize(
    "words",
    ["学校", "新建 学校", "样例县", "样例县 学校", "990201 地区生产总值", "yanglixian", "第三产业", "地区 学校"],
)
def test_words_find_the_same_links_by_keys_and_by_texts(admin_client, office, monkeypatch, words, few):
    monkeypatch.setattr(worded, "MOST_STATEMENTS", few)
    asked = asked_for(words_of(words))
    rows = Link.objects.filter(
        Q(commitment__in=Commitment.objects.found_by(asked)) | Q(outcome__in=Outcome.objects.found_by(asked))
    )
    assert found(admin_client, "tracker_link", q=words) == list(rows.order_by("-pk"))


def test_a_place_and_a_word_find_the_links_of_both(admin_client, office):
    assert {link.commitment for link in found(admin_client, "tracker_link", q="样例县 学校")} == {office.schools}
    assert found(admin_client, "tracker_link", q="样例县 机场") == []


def test_a_verdict_is_found_by_the_reason_a_person_gave(admin_client, office, reviewer):
    ledger.override(office.growth, Verdict.KEPT, reviewer, "按统计公报核定", "统计公报")
    (verdict,) = found(admin_client, "tracker_verdict", q="公报 核定")
    assert (verdict.commitment, verdict.note) == (office.growth, "按统计公报核定")


@pytest.mark.parametrize("name", ["tracker_commitment", "tracker_outcome", "tracker_verdict"])
def test_what_is_found_is_listed_newest_first_and_no_further_than_read(admin_client, office, monkeypatch, name):
    add_more(6)
    every = found(admin_client, name, q="样例")
    assert len(every) > 2
    monkeypatch.setattr(SearchedListAdmin, "MOST_FOUND", 2)
    monkeypatch.setattr(worded.WordedListAdmin, "MOST_FOUND", 2)
    monkeypatch.setattr(SearchedListAdmin, "list_per_page", 1)
    response = admin_client.get(reverse(f"admin:{name}_changelist"), {"q": "样例", "p": "2"})
    changes = response.context["cl"]
    assert (changes.result_count, changes.paginator.num_pages, changes.paginator.is_capped) == (2, 2, True)
    assert list(changes.result_list) == every[1:2]


def test_an_export_of_a_search_holds_all_that_is_found(admin_client, office, monkeypatch):
    add_more(3)
    monkeypatch.setattr(SearchedListAdmin, "MOST_FOUND", 1)
    address = f"{reverse('admin:tracker_commitment_export')}?q=地区生产总值"
    response = admin_client.post(address, {"format": "0", "resource": ""})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + Commitment.objects.filter(subject="地区生产总值").count() > 2


@pytest.mark.parametrize("begin", [1, 2, 3, 50])
@pytest.mark.parametrize("widest", [1, 4, 50])
@pytest.mark.parametrize("most", [1, 3, 50])
def test_the_newest_are_found_window_by_window(office, monkeypatch, begin, widest, most):
    add_more(12)
    monkeypatch.setattr("tracker.newest.MOST_WINDOWS", 5)
    growing = Commitment.objects.filter(subject="地区生产总值")

    def between(first, last):
        return growing.filter(pk__gte=first, pk__lte=last)

    every = list(growing.order_by("-pk").values_list("pk", flat=True))
    assert newest(Commitment, between, most, begin, widest) == every[:most]
    assert newest(Commitment, between, most, begin, widest, before=every[2]) == every[3:][:most]
    assert newest(Commitment, lambda *_keys: growing.none(), most, begin, widest) == []
