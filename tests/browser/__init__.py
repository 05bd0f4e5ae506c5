"""The web chat as a person meets it: in a real browser, against a real server."""
