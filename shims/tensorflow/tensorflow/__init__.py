"""Stands where Rasa 3.6 imports TensorFlow: every name is there, nothing computes.

Rasa imports TensorFlow at start even when no component of the pipeline uses it. Its modules only subclass, decorate and
annotate with these names, so empty classes do. Whoever wants to compute is told which environment can.
"""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType as _ModuleType  # renamed: importing `tensorflow.types` would overwrite the name `types` here

NEEDS_STOCK = (
    "This configuration uses a component that needs TensorFlow (DIETClassifier, ResponseSelector, TEDPolicy, UnexpecTEDIntentPolicy, "
    "LanguageModelFeaturizer or the like), which this environment leaves out: use the stock profile, requirements-stock.lock."
)

_OURS = ("tensorflow", "keras")
_REFUSED = ("tensorflow_hub", "tensorflow_text", "transformers")  # Rasa imports these only to check that a component can run


def _refuse():
    from rasa.shared.exceptions import RasaException  # the kind Rasa prints as one sentence; a ValueError it might swallow

    raise type("TensorFlowMissing", (RasaException,), {})(NEEDS_STOCK)


class _Name(type):
    """The class of every name: a namespace (`tf.keras.layers.Layer`), a base class, a decorator and a type hint at once."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _name(name)

    def __call__(cls, *args, **kwargs):
        if cls.__module__ != __name__:  # a layer or model of Rasa's own is being built: somebody wants to compute
            _refuse()
        return args[0] if len(args) == 1 and callable(args[0]) else lambda decorated: decorated


def _name(name):
    return _Name(name, (), {"__module__": __name__})


class _Module(_ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, _name(name))  # asked again, it is the same class
        return getattr(self, name)


class _Finder:
    """Makes tensorflow.anything and keras.anything importable. Comes last: what is really installed is found before it."""

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in _REFUSED:
            _refuse()
        return ModuleSpec(name, self, is_package=True) if top in _OURS else None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        pass


sys.modules[__name__].__class__ = _Module
sys.meta_path.append(_Finder())
