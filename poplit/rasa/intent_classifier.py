"""The last part of the NLU pipeline: what kind of message it is."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from poplit.intents import IntentModel
from poplit.knowledge import load
from poplit.language import Reading
from poplit.rasa.findings_reader import READING, FindingsReader
from poplit.understanding import alarm, intent_of

_FALLBACK = "nlu_fallback"
_FILE = "intents.joblib"
_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Asks the trained model, and lets what the words certainly say (an answer, a correction, a red flag) outrank it."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [FindingsReader]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: below this probability the message counts as not understood."""
        return {"threshold": 0.3}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel) -> None:
        self._threshold = config["threshold"]
        self._storage, self._resource, self._model, self._kb = storage, resource, model, load()

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> IntentClassifier:
        return cls(config, model_storage, resource, IntentModel())

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> IntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel(joblib.load(folder / _FILE)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples, which FindingsReader has read."""
        examples = [e for e in training_data.intent_examples if e.get(READING)]
        self._model.fit([Reading.from_json(e.get(READING)) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model.pipeline, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(READING):  # a command of our own code has none
                self._classify(message, Reading.from_json(message.get(READING)))
        return messages

    def _classify(self, message: Message, reading: Reading) -> None:
        ranked = self._model.predict(reading)
        likeliest, confidence = ranked[0]
        classified = likeliest if confidence >= self._threshold else _FALLBACK
        intent = intent_of(reading, classified, alarm(self._kb, reading))
        certain = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence if intent == likeliest else 1.0}
        message.set(INTENT, certain, add_to_output=True)
        ranking = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: share} for name, share in ranked[:_RANKED]]
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
