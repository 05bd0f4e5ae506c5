"""Keeps Rasa from talking over the conversation: no telemetry, no wall of warnings, nothing of its own on stdout."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_OURS = (f"{_ROOT / 'poplit'}{os.sep}", f"{_ROOT / 'actions'}{os.sep}")

# What a person may have set otherwise stays as they set it: that is how one looks under the bonnet.
_DEFAULTS = {
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


def hush() -> None:
    """Call it before anything else imports Rasa; a second call does no harm."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"  # people talk about their health here
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    level, libraries = _level("LOG_LEVEL"), _level("LOG_LEVEL_LIBRARIES")
    # Rasa would log to stdout, which belongs to the conversation; it leaves a root logger alone that has a handler.
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(name)s: %(message)s")
    for name in ("matplotlib", "asyncio", "apscheduler"):
        logging.getLogger(name).setLevel(libraries)
    warnings.showwarning = _show_ours  # not a filter: Rasa and its libraries set filters of their own, at import and later

    from rasa.utils.log_utils import configure_structlog

    configure_structlog(level)


def _level(variable: str) -> int:
    """The level an environment variable names; one that is no level becomes ours, for Rasa would stop at it with a traceback."""
    level = logging.getLevelNamesMapping().get(os.environ[variable].upper())
    os.environ[variable] = _DEFAULTS[variable] if level is None else logging.getLevelName(level)
    return logging.getLevelNamesMapping()[os.environ[variable]]


def _show_ours(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_rest: Any) -> None:
    """Python warnings are for those who write the code, so here those of our own and no others."""
    if filename.startswith(_OURS):
        print(warnings.formatwarning(message, category, filename, lineno), end="", file=sys.stderr)
