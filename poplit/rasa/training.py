"""Trains the model when the data or the configuration changed, and says where it is. The knowledge is read when a model is loaded."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
_CODE = ("poplit/rasa/findings_reader.py", "poplit/rasa/intent_classifier.py", "poplit/intents.py")
_INPUTS = ("config.yml", "domain.yml", "data", *_CODE, "requirements.lock")


def state(root: Path = ROOT) -> str:
    """A hash over everything a model is made from, first 12 hex digits."""
    digest = hashlib.sha256()
    for name in _INPUTS:
        files = [root / name] if (root / name).is_file() else sorted((root / name).rglob("*.yml"))
        for file in files:
            digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def model(root: Path = ROOT) -> Path:
    """The model for the files as they are now; trained first when there is none. Raises RuntimeError when training fails."""
    path = root / "models" / f"poplit-{state(root)}.tar.gz"
    if not path.exists():
        _train(root, path)
    return path


def _train(root: Path, path: Path) -> None:
    print("Training the assistant, about half a minute (only needed when the training data changed) …", file=sys.stderr, flush=True)
    path.parent.mkdir(exist_ok=True)
    with _inside(root):
        from rasa import train

        noise = io.StringIO()
        with contextlib.redirect_stdout(noise), contextlib.redirect_stderr(noise):
            result = train(
                "domain.yml", "config.yml", ["data"], output=str(path.parent), fixed_model_name=path.name.removesuffix(".tar.gz")
            )
    if not path.exists():
        raise RuntimeError(f"training failed (code {result.code}):\n{noise.getvalue()[-2000:]}")
    for old in path.parent.glob("poplit-*.tar.gz"):
        if old != path:
            old.unlink()


@contextlib.contextmanager
def _inside(folder: Path):
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
