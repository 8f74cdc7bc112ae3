"""PostgreSQL and Valkey on the reader's own machine, from wheels, for whoever sets no DATABASE_URL or REDIS_URL.

Knows nothing of Django's settings: a door (manage.py, wsgi, the worker, the tests) calls
``servers.ensure()`` before the settings are read, and the settings find two URLs in the environment.
"""
