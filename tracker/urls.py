"""Every address of the site: the admin and the public pages, each below a language's prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from tracker.site import explaining
from tracker.site.converters import CodeConverter, YearConverter

register_converter(CodeConverter, "code")
register_converter(YearConverter, "year")

urlpatterns = [
    path("robots.txt", explaining.robots),
    *i18n_patterns(
        # Before the admin's own, whose addresses of signing in, passwords and history these take.
        path("admin/", include("tracker.sign_in.urls")),
        path("admin/", include("tracker.admin.history.urls")),
        path("admin/", admin.site.urls),
        path("", include("tracker.site.urls")),
        path("", include("tracker.readers.urls")),
    ),
]
