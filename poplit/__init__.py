"""Poplit: why the back of the knee may hurt, what to do about it, and when not to wait."""
