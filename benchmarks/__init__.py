"""Poplit measured against other ways to read the same messages."""
