"""The Content-Security-Policy, where it bites: in a browser that goes through the admin."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse

PASSWORD = "a password of theirs"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff():
    return get_user_model().objects.create_superuser("staff", password=PASSWORD)


def test_staff_work_in_the_admin_without_a_complaint_of_the_browser(live_server, page, staff):
    page.goto(f"{live_server.url}{reverse('admin:index')}")
    page.fill("#id_login", "staff")
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")
    page.wait_for_selector("#logout-form")
    addresses = []
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses.append(reverse(f"{name}_changelist"))
        if model_admin.has_add_permission.__func__ is admin.ModelAdmin.has_add_permission:
            addresses.append(reverse(f"{name}_add"))
    addresses.append(reverse("admin:auth_user_change", args=[staff.pk]))
    for address in addresses:
        answer = page.goto(f"{live_server.url}{address}")
        assert answer.status == 200, address
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert page.complaints == []


def test_an_inline_script_is_refused(live_server, page, staff):
    page.goto(f"{live_server.url}{reverse('admin:login')}")
    with pytest.raises(Exception, match="Content Security Policy"):
        page.add_script_tag(content="document.title = 'taken'")
    assert page.complaints
