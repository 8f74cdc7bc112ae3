"""How static files are collected for a real start: compressed, and named by what is in them."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Modules, too, name what they import by its hash: otherwise browsers would keep old ones after an update."""

    support_js_module_import_aggregation = True
