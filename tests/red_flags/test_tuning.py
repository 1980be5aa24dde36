"""Learning on few messages; that it learns well is for the classifier's and the screener's tests."""

import numpy as np
import pytest

from assistant.encoder.minilm import published_weights
from assistant.red_flags.network import FROZEN, LAYERS, Network
from assistant.red_flags.tuning import ROUNDS, _mistyped, tune

ALARMS = [f"{who} {what}!" for who in ("he", "she", "my dad", "the man") for what in ("collapsed", "fell down", "fits")]
QUIET = [f"how do I {do}?" for do in ("train", "eat", "rest", "walk", "sleep", "grow", "swim", "cook", "sit", "row")]
CRISES = [f"{who} to {what}." for who in ("I want", "I need", "I am ready") for what in ("die", "vanish", "end it")]


@pytest.fixture(scope="module")
def told():
    return []


TEXTS = [*ALARMS, *CRISES, *QUIET] * 6
ALARMING = [text not in QUIET for text in TEXTS]
CRITICAL = [text in CRISES for text in TEXTS]


@pytest.fixture(scope="module")
def tuned(told):
    return tune(TEXTS, ALARMING, CRITICAL, told.append)


def test_it_learns_to_tell_alarms_from_other_messages(tuned):
    network = Network(tuned)

    assert (network.verdicts([*ALARMS, *CRISES])[:, 0] > 0).all()
    assert (network.verdicts(QUIET)[:, 0] < 0).all()


def test_it_learns_to_tell_crises_from_other_alarms(tuned):
    network = Network(tuned)

    assert (network.verdicts(CRISES)[:, 1] > 0).all()
    assert (network.verdicts(ALARMS)[:, 1] < 0).all()


def test_what_it_learned_holds_for_like_messages(tuned):
    alarm, quiet = Network(tuned).verdicts(["grandma collapsed!", "how do we exercise?"])[:, 0]

    assert alarm > 0 > quiet


def test_it_says_how_far_it_is(tuned, told):
    assert len(told) == ROUNDS
    assert told[0].startswith(f"tuned, round 1 of {ROUNDS}: loss 0.")


def test_the_layers_keep_their_names_and_shapes_and_the_words_stay_as_published(tuned):
    published = published_weights()
    heads = {"head.weight", "head.bias"}

    assert heads < set(tuned)
    assert {name: tuned[name].shape for name in set(tuned) - heads} == {
        name: array.shape
        for name, array in published.items()
        if name.startswith(("embeddings.LayerNorm", *(f"encoder.layer.{n}." for n in range(LAYERS))))
    }
    assert not any(part in name for name in tuned for part in FROZEN)
    assert all(array.dtype == np.float16 for array in tuned.values())


def test_the_same_messages_teach_the_same(tuned):
    again = tune(TEXTS, ALARMING, CRITICAL)

    assert Network(again).verdicts(ALARMS) == pytest.approx(Network(tuned).verdicts(ALARMS), abs=0.05)


def test_it_learns_from_messages_with_typing_errors_of_three_kinds():
    random = np.random.default_rng(1)

    typed = {_mistyped("legs on 1234 .", random) for _ in range(1000)}

    assert typed == {
        f"{legs} on 1234 ." for legs in ("legs", "llegs", "leegs", "leggs", "egs", "lgs", "les", "elgs", "lges", "lesg")
    }
