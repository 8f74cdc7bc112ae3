"""Addresses of what readers send in. Not sent compressed: the size of a packed page could betray its form's token."""

from django.urls import path

from tracker.readers import views

app_name = "readers"

urlpatterns = [
    path("c/<int:pk>/correct/", views.correct_commitment, name="correct_commitment"),
    path("c/<int:pk>/correct/thanks/", views.thank_for_commitment, name="commitment_thanks"),
    path("r/<int:pk>/correct/", views.correct_report, name="correct_report"),
    path("r/<int:pk>/correct/thanks/", views.thank_for_report, name="report_thanks"),
]
