"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

from tracker import memory
from tracker.charts import warming
from tracker.local import servers
from tracker.site.kept import program

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
servers.ensure()
application = get_wsgi_application()
program()
memory.settle()
warming.begin(memory.settle)
