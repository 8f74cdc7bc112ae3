"""Who may do what: the four roles of an office, each a group of the same name with these permissions.

A permission is looked at by the server wherever its act is done. No role, and no superuser either, is exempt from the
rule that who stands behind a reading does not publish it (`tracker.publications`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Of these apps every role sees everything.
SEEN = ("reports", "tracker")
#: The apps whose permissions the roles are made of.
APPS = ("auth", *SEEN)

TAKES_IN = ("reports.add_report", "reports.change_report")
DECIDES = ("tracker.change_commitment", "tracker.change_outcome", "tracker.change_link")
CODES = ("tracker.add_coding",)
KEEPS = (
    "reports.add_jurisdiction", "reports.change_jurisdiction",
    "tracker.add_indicator", "tracker.change_indicator",
    "tracker.import_commitment", "tracker.import_outcome",
)  # fmt: skip
#: What readers ask to have corrected is decided on by whoever keeps the lists.
ANSWERS = ("tracker.change_correctionrequest",)
PUBLISHES = ("reports.publish_report", "reports.reopen_report", "tracker.override_verdict")


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its group's name, what it is called, what it is for, and what it may beside seeing everything."""

    name: str
    label: Promise
    sentence: Promise
    permissions: tuple[str, ...]


ROLES = (
    Role(
        "contributor",
        _("Contributor"),
        _("Takes in reports, decides on readings and links, and codes a sample blind when a report is drawn."),
        (*TAKES_IN, *DECIDES, *CODES),
    ),
    Role(
        "reviewer",
        _("Reviewer"),
        _(
            "Does what a contributor does, imports spreadsheets, keeps the lists of places and indicators, and answers "
            "readers who ask for corrections."
        ),
        (*TAKES_IN, *DECIDES, *CODES, *KEEPS, *ANSWERS),
    ),
    Role(
        "publisher",
        _("Publisher"),
        _("Does what a reviewer does, publishes and reopens the readings of others, and overrides verdicts."),
        (*TAKES_IN, *DECIDES, *CODES, *KEEPS, *ANSWERS, *PUBLISHES),
    ),
    Role(
        "auditor",
        _("Auditor"),
        _("Sees everything, the people and their roles too, and changes nothing."),
        ("auth.view_user", "auth.view_group"),
    ),
)


def write_groups(apps: Any = installed, using: str = "default") -> None:
    """Have the four groups with their permissions; what an office has given a group besides stays.

    Safe to repeat. A migration passes its own ``apps``, and one that comes after new models or permissions calls it
    once more: every role then sees those, too. Permissions are written down here because Django does so only when all
    migrations have run. Raises LookupError for a permission that no model has.
    """
    for label in APPS:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using)
    found = apps.get_model("auth", "Permission").objects.using(using).filter(content_type__app_label__in=APPS)
    keys = {f"{app}.{code}": pk for pk, app, code in found.values_list("pk", "content_type__app_label", "codename")}
    views = [name for name in keys if name.startswith(tuple(f"{app}.view_" for app in SEEN))]
    for role in ROLES:
        if strange := [name for name in role.permissions if name not in keys]:
            raise LookupError(f"no model has the permission {', '.join(strange)}")
        group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=role.name)
        group.permissions.add(*(keys[name] for name in {*views, *role.permissions}))
