from tests.recorded import folder, once, stick_rules

__all__ = ["folder", "once", "stick_rules"]
