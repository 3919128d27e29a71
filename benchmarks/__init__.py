"""How fast formcheck is; see docs/speed.md."""
