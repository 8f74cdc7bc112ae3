"""Who changed what and when: written by the database itself, so that plain SQL is noted like everything else.

One table for all objects, each row with what was before and after: a list of everything is one index scan, and a
change of a row that was there before any history began is told whole. `watch` has a model's changes noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pgtrigger
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models import Jurisdiction, Report
from tracker.models.codings import Assignment
from tracker.models.requests import CorrectionRequest
from tracker.models.statements import Commitment, Indicator, Link, Outcome, Silence


class Change(models.Model):
    """One row's insertion, change or deletion; only the triggers of `watch` write it, and nothing takes it away.

    `fields` is ``{column: value}`` of a row that came or went, ``{column: [before, after]}`` of one that was changed,
    both null for what is kept secret. `context` is what `tracker.acting` told the database, null where nothing did;
    `role` the database's own name for who was connected.
    Neither person nor place is a constraint: history outlives both.
    """

    class Act(models.TextChoices):
        INSERT = "insert", _("Created")
        UPDATE = "update", _("Changed")
        DELETE = "delete", _("Deleted")

    at = models.DateTimeField(_("when"))
    act = models.CharField(_("what was done"), max_length=6, choices=Act)
    kind = models.CharField(_("kind of object"), max_length=60)
    object = models.BigIntegerField(_("key of the object"))
    part = models.CharField(_("part of the object"), max_length=20, blank=True)
    place = models.ForeignKey(
        Jurisdiction, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("place")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("person"),
    )
    fields = models.JSONField(_("what changed"))
    context = models.JSONField(_("in which act"), null=True)
    role = models.CharField(_("role in the database"), max_length=63)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("history")
        default_permissions = ("view",)
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "object", "-id"]),
            models.Index(fields=["at"]),
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["place", "-id"]),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="history_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object}: {self.get_act_display()}"


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose changes are noted, and as whose: those of a person's groups are changes of the person.

    `key` is the column of the object's key, `place` the SQL of its place's, with ``{row}`` for the row; `without` are
    columns that are not noted, `secret` those of which only is noted that they changed. While the machine is at work
    (`tracker.acting.machine`) only rows are noted of which the SQL `decided` holds: of all, where it is empty.
    """

    model: type[models.Model]
    shown_as: type[models.Model]
    key: str = "id"
    part: str = ""
    place: str = "NULL::bigint"
    without: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    decided: str = ""

    @property
    def kind(self) -> str:
        """The name under which the changes stand."""
        return self.shown_as._meta.label_lower


#: Every watched table by the kind and the part that its changes carry.
WATCHED: dict[tuple[str, str], Watched] = {}

_DECLARED = [
    ("said", "jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb"),
    ("by_machine", "boolean := coalesce(current_setting('duixian.machine', true), '') = 'on'"),
]
_NOTE = """
    INSERT INTO tracker_change (at, act, kind, object, part, place_id, person_id, fields, context, role)
    SELECT clock_timestamp(), '{act}', '{kind}', {key}, '{part}', {place}, (said->>'user')::integer,
           found.fields, said, session_user
    FROM {rows}
    CROSS JOIN LATERAL ({found}) AS found
    WHERE found.fields IS NOT NULL AND {differs} AND (NOT by_machine OR {decided});
    RETURN NULL;
"""
#: Of a row that comes or goes, what it holds.
_HELD = "SELECT jsonb_strip_nulls(to_jsonb({row}) - {without}) AS fields"
_DIFFERENT = """
    SELECT jsonb_object_agg(name, CASE WHEN name = ANY ({secret}) THEN '[null, null]'
                                       ELSE jsonb_build_array(was -> name, became -> name) END) AS fields
    FROM (SELECT to_jsonb(o) - {without} AS was, to_jsonb(n) - {without} AS became OFFSET 0) AS both_rows,
         jsonb_object_keys(coalesce(was, became)) AS name
    WHERE was -> name IS DISTINCT FROM became -> name
"""


class _Noted(pgtrigger.Trigger):
    """Notes what one kind of statement did to a watched table, all its rows at once."""

    when = pgtrigger.After
    level = pgtrigger.Statement
    declare = _DECLARED

    def __init__(self, watched: Watched, operation: pgtrigger.Operation) -> None:
        self._watched = watched
        self._act = str(operation).lower()
        tables = {"insert": {"new": "new_rows"}, "delete": {"old": "old_rows"}}
        both = {"old": "old_rows", "new": "new_rows"}
        super().__init__(
            name=f"note_{self._act}",
            operation=operation,
            referencing=pgtrigger.Referencing(**tables.get(self._act, both)),
        )

    def get_func(self, model: Any) -> str:
        watched, row = self._watched, {"insert": "n", "delete": "o"}.get(self._act, "")
        not_noted = (*watched.without, *((watched.key,) if watched.part else ()))
        if row:
            found = _HELD.format(row=row, without=_array((*not_noted, *watched.secret, "id")))
            rows = "new_rows AS n" if row == "n" else "old_rows AS o"
        else:
            found = _DIFFERENT.format(secret=_array(watched.secret), without=_array(not_noted))
            # Where plain SQL gives a row another key, one row goes and another comes.
            rows = "old_rows AS o FULL JOIN new_rows AS n ON n.id = o.id"

        def of_either(sql: str, together: str) -> str:
            # Braces that are not the row's own belong to the functions' SQL.
            told = [sql.replace("{row}", each) for each in ((row,) if row else ("n", "o"))]
            return together % tuple(told) if len(told) == 2 else told[0]

        return _NOTE.format(
            act=self._act,
            kind=watched.kind,
            part=watched.part,
            key=of_either(f"{{row}}.{watched.key}", "coalesce(%s, %s)"),
            place=of_either(watched.place, "coalesce(%s, %s)"),
            rows=rows,
            found=found,
            differs="true" if row else "o IS DISTINCT FROM n",
            decided=of_either(watched.decided or "true", "((%s) OR (%s))"),
        )


def _array(names: tuple[str, ...]) -> str:
    return f"ARRAY[{', '.join(repr(name) for name in dict.fromkeys(names))}]::text[]"


def watch(
    model: type[models.Model],
    shown_as: type[models.Model] | None = None,
    *,
    key: str = "id",
    part: str = "",
    place: str = "NULL::bigint",
    without: tuple[str, ...] = (),
    secret: tuple[str, ...] = (),
    decided: str = "",
) -> None:
    """Have every change of the model's table noted; see `Watched`. A migration brings the triggers.

    The triggers on tables of other apps are laid on proxies of ours, so that their migrations are ours, too.
    """
    watched = Watched(model, shown_as or model, key, part, place, without, secret, decided)
    WATCHED[watched.kind, part] = watched
    triggers = [_Noted(watched, operation) for operation in (pgtrigger.Insert, pgtrigger.Update, pgtrigger.Delete)]
    if model._meta.app_label == "tracker":
        pgtrigger.register(*triggers)(model)
        return
    meta = type("Meta", (), {"proxy": True, "app_label": "tracker", "default_permissions": (), "triggers": triggers})
    name = f"Watched{model._meta.object_name}".replace("_", "")
    type(name, (model,), {"Meta": meta, "__module__": __name__})


_DECIDED = "{row}.review_state <> 'proposed' OR {row}.origin = 'person'"
_OF_A_STATEMENT: dict[str, Any] = {"place": "{row}.jurisdiction_id", "without": ("machine_said",), "decided": _DECIDED}

watch(Jurisdiction, place="{row}.id")
watch(Indicator)
watch(Report, place="{row}.jurisdiction_id", without=("text", "unread"))
watch(Commitment, **_OF_A_STATEMENT)
watch(Outcome, **_OF_A_STATEMENT)
watch(
    Link,
    place="(SELECT c.jurisdiction_id FROM tracker_commitment c WHERE c.id = {row}.commitment_id)",
    decided="{row}.state IN ('confirmed', 'refused')",
)
watch(Silence, place="(SELECT c.jurisdiction_id FROM tracker_commitment c WHERE c.id = {row}.commitment_id)")
watch(
    Assignment,
    place="(SELECT r.jurisdiction_id FROM reports_report r WHERE r.id = {row}.report_id)",
    without=("sample",),
)
#: A reader's address is told to staff while they need it, and kept nowhere.
watch(
    CorrectionRequest,
    place="(SELECT r.jurisdiction_id FROM reports_report r WHERE r.id = {row}.report_id)",
    without=("email",),
)
watch(User, without=("last_login",), secret=("password",))
watch(User.groups.through, User, key="user_id", part="groups")
watch(User.user_permissions.through, User, key="user_id", part="permissions")
#: Their data is secret and changes with every use.
watch(Authenticator, User, key="user_id", part="factors", without=("created_at", "last_used_at", "data"))
watch(Group)
watch(Group.permissions.through, Group, key="group_id", part="permissions")
