"""Rasa is heard only when it has something to say, and never on stdout."""

from __future__ import annotations

import subprocess
import sys

QUIET = """
from poplit.rasa.quiet import hush
hush()
import logging, os, warnings
import rasa.core.agent, rasa.engine.recipes.default_components, rasa.model_training, rasa.utils.common
rasa.utils.common.configure_logging_and_warnings()
warnings.warn("not worth a word")
logging.getLogger("rasa.core").info("not worth a word either")
assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"
"""


def spoken(program: str) -> tuple[str, str]:
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    return run.stdout, run.stderr


def test_importing_rasa_prints_nothing():
    assert spoken(QUIET) == ("", "")


def test_what_goes_wrong_is_still_said_on_stderr():
    out, err = spoken(QUIET + "logging.getLogger('rasa.core').error('the model is missing')\n")
    assert out == ""
    assert "the model is missing" in err


def test_rasa_s_structured_log_goes_to_stderr_too():
    out, err = spoken(QUIET + "import structlog\nstructlog.get_logger('rasa').error('an action failed')\n")
    assert out == ""
    assert "an action failed" in err


def test_our_own_warnings_are_not_swallowed():
    out, err = spoken(QUIET + "import poplit; warnings.warn_explicit('a look at this, please', UserWarning, poplit.__file__, 1)\n")
    assert out == ""
    assert "a look at this, please" in err


def test_a_log_level_that_is_none_does_not_stop_anybody():
    assert spoken("import os; os.environ['LOG_LEVEL'] = 'loud'\n" + QUIET + "assert os.environ['LOG_LEVEL'] == 'WARNING'\n") == ("", "")
