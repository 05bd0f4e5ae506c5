"""Finds a Chromium that is on this machine, and starts it. Nothing is ever downloaded."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge")
APPLICATIONS = ("Chromium", "Google Chrome", "Microsoft Edge")
HOW_TO_GET_IT = "`apt install chromium`, or install Chrome or Edge, or name one in POPLIT_BROWSER"


def find() -> str | None:
    """The program to start: POPLIT_BROWSER, or the first Chromium, Chrome or Edge that is installed."""
    if stated := os.environ.get("POPLIT_BROWSER"):
        return shutil.which(stated)
    bundles = [Path("/Applications", f"{name}.app", "Contents/MacOS", name) for name in APPLICATIONS]
    return next((found for name in (*NAMES, *map(str, bundles)) if (found := shutil.which(name))), None)


def missing() -> str | None:
    """What stands in the way of the browser tests, as one sentence with the remedy; None when nothing does."""
    if importlib.util.find_spec("playwright") is None:
        return "The browser tests need Playwright: run `make test`, which installs it from requirements-browser.lock."
    if find() is None:
        return f"The browser tests need a browser and found none: {HOW_TO_GET_IT}, and run this again."
    return None


def launch(playwright: Any) -> Any:
    """A running browser without a window. Its profiles keep storage from frames of other sites, as private windows do."""
    return playwright.chromium.launch(executable_path=find(), args=_flags())


def launch_with_storage(playwright: Any, folder: Path) -> Any:
    """A browser profile in a folder; frames of other sites may store things there, as in an ordinary Chrome. (Debian's forbids it.)"""
    preferences = folder / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text(json.dumps({"profile": {"cookie_controls_mode": 0, "block_third_party_cookies": False}}), encoding="utf-8")
    return playwright.chromium.launch_persistent_context(str(folder), executable_path=find(), args=_flags(), reduced_motion="reduce")


def _flags() -> list[str]:
    # Root may not use the sandbox; nothing but the pages under test is ever opened.
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
