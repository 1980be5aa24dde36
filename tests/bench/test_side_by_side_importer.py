from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import ENTITIES, TEXT

from bench.side_by_side.systems import HERE, ROOT


def test_subjects_are_marked_as_entities_with_their_synonyms(monkeypatch):
    monkeypatch.chdir(ROOT)
    importer = TrainingDataImporter.load_from_config(
        str(HERE / "stock" / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data" / "nlu" / "ask_symptoms.yml")]
    )
    data = importer.get_nlu_data()
    [example] = [one for one in data.intent_examples if one.get(TEXT) == "als symptoms list"]
    assert example.get(ENTITIES) == [{"entity": "subject", "start": 0, "end": 3, "value": "als"}]
    assert data.entity_synonyms["als"] == "als"
    assert data.entity_synonyms["multiple sclerosis"] == data.entity_synonyms["MS"]
