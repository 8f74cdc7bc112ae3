"""Pages on which readers send something in: the only public ones that answer a POST."""
