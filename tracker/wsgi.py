"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

from tracker.local import servers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
servers.ensure()
application = get_wsgi_application()
