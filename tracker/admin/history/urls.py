"""The address of every object's history, in place of the admin's own pages of it."""

from django.contrib import admin
from django.urls import path

from tracker.admin.history.pages import of_object

urlpatterns = [
    path("<slug:app_label>/<slug:model_name>/<path:object_id>/history/", admin.site.admin_view(of_object)),
]
