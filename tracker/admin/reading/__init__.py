"""The reading desk: a report's text beside its statements, each decided in a few seconds by one key."""
