import pytest

from assistant.red_flags import Urgency
from assistant.red_flags.model import Level


@pytest.mark.parametrize(
    ("level", "patterns"),
    [(Level.NOW, ("@face ..1 @sag",)), (Level.WITH_ONSET, ("weak face",)), (Level.NAMES, ("droop",))],
)
def test_a_flag_has_patterns_on_each_level(made_rules, level, patterns):
    assert made_rules.flags["droop"].patterns(level) == patterns


@pytest.mark.parametrize(("flag", "crisis"), [("despair", True), ("droop", False), ("no flag", False), ("", False)])
def test_a_crisis_is_known_by_its_flag(made_rules, flag, crisis):
    assert made_rules.is_crisis(flag) is crisis


def test_a_flag_is_no_crisis_and_not_lasting_unless_it_says_so(made_rules):
    droop = made_rules.flags["droop"]

    assert (droop.urgency, droop.lasting) == (Urgency.EMERGENCY, False)


def test_rules_cannot_be_changed_once_they_are_read(made_rules):
    with pytest.raises(TypeError, match="immutable"):
        made_rules.flags["droop"].lasting = True
    with pytest.raises(TypeError, match="immutable"):
        made_rules.lexicon.concepts = {}


def test_the_most_urgent_stands_last():
    assert [urgency.value for urgency in Urgency] == ["none", "mention", "emergency", "crisis"]
