"""How staff sign in: by name and password, then by a second factor; django-allauth does the work."""
