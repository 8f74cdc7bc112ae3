"""Fetched rows: the quick way to make an object of one gives what the framework's own gives."""

from __future__ import annotations

import inspect

import pytest
from django.apps import apps
from django.db import models
from django.db.models.signals import post_init, pre_init

from reports.rows import FastRow
from tests.pages import of
from tracker.models import Commitment

FAST = [model for model in apps.get_models() if issubclass(model, FastRow)]


def slowly(model):
    """The first row of the model, made by the constructor."""
    names = [field.attname for field in model._meta.concrete_fields]
    row = model.objects.order_by("pk").values_list(*names).first()
    return models.Model.from_db.__func__(model, "default", names, row)


@pytest.mark.parametrize("model", FAST, ids=lambda model: model.__name__)
def test_a_fetched_row_has_what_the_constructor_would_give_it(county, model):
    row, slow = model.objects.order_by("pk").first(), slowly(model)
    assert {name: value for name, value in vars(row).items() if name != "_state"} == {
        name: value for name, value in vars(slow).items() if name != "_state"
    }
    assert (row._state.adding, row._state.db) == (slow._state.adding, slow._state.db) == (False, "default")
    assert row == slow


@pytest.mark.parametrize("model", FAST, ids=lambda model: model.__name__)
def test_nobody_would_miss_the_constructor(model):
    assert model.__init__ is models.Model.__init__
    # What listens to one of the signals hears of the models that have listeners, and of no other.
    assert not pre_init.has_listeners(model)
    assert not post_init.has_listeners(model)


def test_what_was_not_fetched_is_fetched_when_it_is_asked_for(county, django_assert_num_queries):
    gdp = Commitment.objects.defer("quote", "value").get(pk=of("gdp").pk)
    assert gdp.get_deferred_fields() == {"quote", "value"}
    with django_assert_num_queries(2):
        assert (gdp.quote, gdp.value) == ("地区生产总值增长8%左右", "8")
    assert gdp.get_deferred_fields() == set()


def test_a_fetched_row_is_changed_followed_and_fetched_anew(county, django_assert_num_queries):
    gdp = Commitment.objects.select_related("verdict__outcome").get(pk=of("gdp").pk)
    with django_assert_num_queries(0):
        assert gdp.verdict.outcome.value == "7.9"
    assert gdp.jurisdiction.parent.name == "样例省"
    other = Commitment.objects.exclude(report=gdp.report).first()
    gdp.report = other.report
    assert gdp.report_id == other.report_id
    gdp.report_id = of("gdp").report_id
    # Another key forgets the object of the former one.
    assert gdp.report.plan_year == 2022
    gdp.subject = "生产总值"
    gdp.refresh_from_db()
    assert gdp.subject == "地区生产总值"
    assert not gdp._state.adding


def test_it_is_used_for_the_rows_that_pages_have_many_of():
    assert {model.__name__ for model in FAST} >= {"Commitment", "Outcome", "Verdict", "Report", "Jurisdiction"}
    assert "from_db" in vars(FastRow)
    assert list(inspect.signature(FastRow.from_db).parameters) == list(
        inspect.signature(models.Model.from_db).parameters
    )
