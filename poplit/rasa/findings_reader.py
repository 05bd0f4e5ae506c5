"""The language room as a part of Rasa's NLU pipeline: findings as entities, and the first layer of red flags."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from poplit.knowledge import KnowledgeBase, load
from poplit.language import Reader, Reading
from poplit.understanding import alarm, case_of

_COMMAND = re.compile(re.escape(INTENT_MESSAGE_PREFIX) + r"\w+(\{.*\})?")  # what our own code sends; "/chest pain" is a person's message
EXTRACTOR = "FindingsReader"
READING = "reading"


_TYPE = DefaultV1Recipe.ComponentType  # a featurizer too: what it reads in the examples is what IntentClassifier learns from


@DefaultV1Recipe.register([_TYPE.ENTITY_EXTRACTOR, _TYPE.MESSAGE_FEATURIZER], is_trainable=False)
class FindingsReader(GraphComponent):
    """Reads each message with kb/ and adds `finding` entities, the whole reading, and a red flag where the message states one.

    It stands before IntentClassifier, which learns and decides from the reading as well as from the words.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb, self._reader = kb, Reader(kb)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> FindingsReader:
        return cls(load())

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            if text and not _COMMAND.fullmatch(text):
                self._read(message, self._reader.read(text))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the reading to each example; nothing is learned here."""
        for example in training_data.intent_examples:
            example.set(READING, self._reader.read(example.get(TEXT) or "").to_json())
        return training_data

    def _read(self, message: Message, reading: Reading) -> None:
        message.set(READING, reading.to_json(), add_to_output=True)
        entities = [_entity(m.id, "finding", m.start, m.end, m.status) for m in reading.mentions]
        raised = alarm(self._kb, reading)
        if raised is not None:
            entities += [
                _entity(raised.flag.id, "red_flag", 0, len(reading.text)),
                _entity(_words(self._kb, raised, reading), "red_flag_warning", 0, len(reading.text)),
            ]
        message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)


def _words(kb: KnowledgeBase, raised: Any, reading: Reading) -> str:
    from poplit.wording.warnings import warning

    return warning(kb, raised, case_of(kb, reading)).text


def _entity(value: str, name: str, start: int, end: int, role: str | None = None) -> dict[str, Any]:
    entity = {"entity": name, "value": value, "start": start, "end": end, "extractor": EXTRACTOR}
    return {**entity, "role": role} if role else entity
