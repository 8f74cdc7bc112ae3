"""Lists and pages of the staff: what is found, and that the number of queries does not grow with the rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import intake
from reports.admin import CappedPaginator
from reports.models import Jurisdiction
from tests.characters import make_document, make_reading, make_statement
from tracker import ledger, register
from tracker.models import Commitment

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
    assert queries(admin_client, address) <= 9


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
        {"indicator__topic__exact": "economy"},
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
        {"indicator__topic__exact": "health"},
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


def test_the_marked_text_is_the_text(admin_client, office):
    response = admin_client.get(reverse("admin:reports_report_text", args=[office.plan.pk]), {"at": "c0"})
    pieces = [piece for paragraph in response.context["paragraphs"] for piece in paragraph.pieces]
    assert "".join(piece.text for piece in pieces) == office.plan.text
    assert f'id="c{office.growth.pk}"' in response.content.decode()


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
