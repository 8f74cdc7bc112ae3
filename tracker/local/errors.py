"""What goes wrong with local servers, in one line for the person at the keyboard."""


class LocalServerError(Exception):
    """A local server cannot be had; the message says why and what to do, in one line."""
