"""Serving without TensorFlow: much of what Rasa reads at its start, and of its memory.

Rasa 3.6 imports TensorFlow for its neural components, whether the configuration has any or not. Where it has
none, nothing calls what their modules hold; other modules only name their classes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

from pydantic import BaseModel, StrictStr

from assistant.data_files import parse, read_yaml

CONFIG = Path(__file__).parents[1] / "config.yml"

NEURAL = {
    "DIETClassifier": "rasa.nlu.classifiers.diet_classifier",
    "ResponseSelector": "rasa.nlu.selectors.response_selector",
    "ConveRTFeaturizer": "rasa.nlu.featurizers.dense_featurizer.convert_featurizer",
    "LanguageModelFeaturizer": "rasa.nlu.featurizers.dense_featurizer.lm_featurizer",
    "TEDPolicy": "rasa.core.policies.ted_policy",
    "UnexpecTEDIntentPolicy": "rasa.core.policies.unexpected_intent_policy",
}
"""Rasa's components that are made of TensorFlow, and their modules."""

THEIRS = ("rasa.utils.tensorflow.callback", "rasa.utils.tensorflow.data_generator")
"""What these components share, and others import."""


class Component(BaseModel):
    """What is read here of a component."""

    name: StrictStr


class Configuration(BaseModel):
    """What is read here of config.yml."""

    pipeline: tuple[Component, ...] = ()
    policies: tuple[Component, ...] = ()


class Unused(ModuleType):
    """A module of which every name is a class with nothing in it."""

    def __getattr__(self, name: str) -> type:
        """Make a class; of what Python itself asks every module for there is none."""
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {"__module__": self.__name__})
        setattr(self, name, made)
        return made


def spare_tensorflow(config: Path = CONFIG) -> bool:
    """Keep Rasa from importing TensorFlow in this process, where none of its components needs it.

    Args:
        config: names the components.

    Returns:
        Whether it is spared; otherwise all is as Rasa has it.

    Raises:
        DataError: naming the file and the key at fault.
    """
    configuration = parse(Configuration, read_yaml(config), config)
    used = {component.name for component in (*configuration.pipeline, *configuration.policies)}
    if not used.isdisjoint([*NEURAL, *(f"{module}.{name}" for name, module in NEURAL.items())]):
        return False
    for module in (*NEURAL.values(), *THEIRS):
        sys.modules[module] = Unused(module)
    return True
