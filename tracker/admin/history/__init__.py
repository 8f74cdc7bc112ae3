"""History in the admin: of one object, and of everything, told in words."""
