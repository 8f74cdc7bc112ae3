"""The four groups that come with the project."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.utils import translation

from tracker import roles
from tracker.roles import ROLES, write_groups

pytestmark = pytest.mark.django_db

migration = import_module("tracker.migrations.0015_roles")


def permissions_of(role):
    rows = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_the_migrations_leave_the_four_groups_behind():
    assert set(Group.objects.values_list("name", flat=True)) == {"contributor", "reviewer", "publisher", "auditor"}
    for role in ROLES:
        assert set(role.permissions) <= permissions_of(role.name)


def test_every_role_sees_every_model_and_only_the_auditor_the_people():
    for role in ROLES:
        seen = permissions_of(role.name)
        for label in ("reports", "tracker"):
            for model in apps.get_app_config(label).get_models():
                if model._meta.proxy:
                    continue  # only to lay a trigger on another app's table
                assert f"{label}.view_{model._meta.model_name}" in seen, (role.name, model)
        assert ("auth.view_user" in seen) is (role.name == "auditor")


def test_an_auditor_changes_nothing():
    assert all(name.partition(".")[2].startswith("view_") for name in permissions_of("auditor"))


def test_nobody_but_a_publisher_publishes_or_overrides():
    for name in ("reports.publish_report", "reports.reopen_report", "tracker.override_verdict"):
        assert [role.name for role in ROLES if name in permissions_of(role.name)] == ["publisher"]


def test_each_of_the_first_three_may_all_that_the_one_before_may():
    contributor, reviewer, publisher = map(permissions_of, ("contributor", "reviewer", "publisher"))
    assert contributor < reviewer < publisher


def test_it_may_be_run_again_and_keeps_what_an_office_added():
    extra = Permission.objects.get(codename="delete_indicator")
    Group.objects.get(name="reviewer").permissions.add(extra)
    before = {role.name: permissions_of(role.name) for role in ROLES}
    write_groups()
    assert {role.name: permissions_of(role.name) for role in ROLES} == before
    assert "tracker.delete_indicator" in before["reviewer"]


def test_a_later_model_is_seen_once_it_is_run_again():
    Permission.objects.filter(codename__in=["view_job", "publish_report"]).delete()
    write_groups()
    assert "tracker.view_job" in permissions_of("auditor")
    assert "reports.publish_report" in permissions_of("publisher")


def test_on_a_fresh_database_it_writes_the_permissions_itself():
    Group.objects.all().delete()
    Permission.objects.all().delete()

    class Editor:
        class connection:  # noqa: N801
            alias = "default"

    migration.write(apps, Editor)
    assert "tracker.override_verdict" in permissions_of("publisher")
    assert "reports.view_report" in permissions_of("auditor")


def test_a_permission_no_model_has_is_an_error(monkeypatch):
    strange = roles.Role("ghost", "", "", ("tracker.haunt_report",))
    monkeypatch.setattr(roles, "ROLES", (strange,))
    with pytest.raises(LookupError, match="haunt_report"):
        write_groups()


def test_each_role_is_told_in_both_languages():
    for role in ROLES:
        said = []
        for language in ("zh-hans", "en"):
            with translation.override(language):
                said.append((str(role.label), str(role.sentence)))
        assert all(first != second for first, second in zip(*said, strict=True)), role.name
