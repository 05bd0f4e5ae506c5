"""What every test module here imports first: without a browser it is skipped, with one sentence that says how to get one.

In CI that would hide a missing test, so there it is an error.
"""

from __future__ import annotations

import os

import pytest

from tests.browser import chromium

if problem := chromium.missing():
    if os.environ.get("CI"):
        raise RuntimeError(problem)
    pytest.skip(problem, allow_module_level=True)

from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.server import Server

__all__ = ["Chat", "Server", "expect"]
