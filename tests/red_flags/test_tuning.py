"""Learning on few messages; that it learns well is for the classifier's and the screener's tests."""

import numpy as np
import pytest

from assistant.encoder.minilm import published_embeddings, published_layers
from assistant.red_flags.network import FROZEN, LAYERS, Network
from assistant.red_flags.tuning import HARDEST, REPEATED, ROUNDS, _again, _joined, _mistyped, _remarked, tune

ALARMS = [f"{who} {what}!" for who in ("he", "she", "my dad", "the man") for what in ("collapsed", "fell down", "fits")]
QUIET = [f"how do I {do}?" for do in ("train", "eat", "rest", "walk", "sleep", "grow", "swim", "cook", "sit", "row")]
CRISES = [f"{who} to {what}." for who in ("I want", "I need", "I am ready") for what in ("die", "vanish", "end it")]


@pytest.fixture(scope="module")
def told():
    return []


TEXTS = [*ALARMS, *CRISES, *QUIET] * 12
ALARMING = [text not in QUIET for text in TEXTS]
CRITICAL = [text in CRISES for text in TEXTS]
EVERYDAY = [text in QUIET for text in TEXTS]


@pytest.fixture(scope="module")
def tuned(told):
    return tune(TEXTS, ALARMING, CRITICAL, EVERYDAY, told.append)


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


def test_an_ordinary_message_beside_most_alarms_changes_nothing(tuned):
    beside = [text for alarm in ALARMS for text in (f"{alarm} {QUIET[0]}", f"{QUIET[1]} {alarm}")]

    assert (Network(tuned).verdicts(beside)[:, 0] > 0).mean() > 0.75


def test_it_says_how_far_it_is(tuned, told):
    assert len(told) == ROUNDS
    assert told[0].startswith(f"network 1, round 1 of {ROUNDS}: loss 0.")


def test_the_layers_keep_their_names_and_shapes_and_the_words_stay_as_published(tuned):
    published = {**published_embeddings(), **published_layers()}
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
    again = tune(TEXTS, ALARMING, CRITICAL, EVERYDAY)

    assert Network(again).verdicts(ALARMS) == pytest.approx(Network(tuned).verdicts(ALARMS), abs=0.05)


def test_it_learns_from_messages_with_slips_of_four_kinds():
    random = np.random.default_rng(1)

    typed = {_mistyped("legs on 1234 .", random) for _ in range(1000)}

    doubled, left_out, swapped, broken = (
        ["llegs", "leegs", "leggs"],
        ["egs", "lgs", "les"],
        ["elgs", "lges", "lesg"],
        ["legs ."],
    )
    assert typed == {f"{legs} on 1234 ." for legs in ("legs", *doubled, *left_out, *swapped, *broken)}


def test_it_learns_from_messages_with_an_ordinary_one_before_or_after_them():
    random = np.random.default_rng(1)

    joined = {_joined("he fell .", ["how do I train ?"], random) for _ in range(200)}

    assert joined == {
        "he fell .",
        "he fell . how do I train ?",
        "he fell how do I train ?",
        "how do I train ? he fell .",
        "how do I train he fell .",
    }


def test_it_learns_from_messages_with_either_mark():
    random = np.random.default_rng(1)

    assert {_remarked("he fell .", random) for _ in range(100)} == {"he fell .", "he fell ?"}
    assert {_remarked("he fell ?", random) for _ in range(100)} == {"he fell .", "he fell ?"}
    assert {_remarked("he fell", random) for _ in range(100)} == {"he fell"}


def test_without_ordinary_messages_none_is_joined():
    assert {_joined("he fell .", [], np.random.default_rng(1)) for _ in range(200)} == {"he fell ."}


def test_what_is_furthest_from_known_is_learned_again_and_some_of_the_rest():
    losses = np.random.default_rng(1).random(1_000)
    again = _again(losses, np.random.default_rng(0))
    assert len(set(again)) == len(again) == int(1_000 * HARDEST) + int(1_000 * REPEATED)
    assert set(np.argsort(losses)[-int(1_000 * HARDEST) :]) <= set(again)
    assert losses[again].min() < np.median(losses)
