"""Addresses of signing in: those of django-allauth that staff need, and none of signing up, mail or social accounts."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from tracker.sign_in import views

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("password_change/", account.password_change, name="account_change_password"),
    path("login/again/", account.reauthenticate, name="account_reauthenticate"),
    path("login/factor/", mfa.authenticate, name="mfa_authenticate"),
    path("login/factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("login/factor/key/again/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("factors/", mfa.index, name="mfa_index"),
    path("factors/app/", views.SetUpAppView.as_view(), name="mfa_activate_totp"),
    path("factors/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("factors/keys/add/", views.AddKeyView.as_view(), name="mfa_add_webauthn"),
    path("factors/keys/<int:pk>/name/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("factors/keys/<int:pk>/remove/", views.RemoveKeyView.as_view(), name="mfa_remove_webauthn"),
    path("factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("factors/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
