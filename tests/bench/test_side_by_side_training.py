import pytest

from bench.side_by_side import training
from bench.side_by_side.systems import BenchError
from bench.side_by_side.training import FLOOR, OURS, STOCK, model, train, trained

STEP = "import pathlib, sys; [pathlib.Path('models', name).write_text('learned') for name in sys.argv[1:]]"


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """Steps of one line, which are run in the copy as the real ones are."""
    project = tmp_path / "project"
    (project / "assistant" / "facts" / "subjects").mkdir(parents=True)
    (project / "bench" / "side_by_side" / "stock").mkdir(parents=True)
    (project / "data").mkdir()
    (project / "domain.yml").write_text("")
    (project / "bench" / "step.py").write_text(STEP)
    (project / "bench" / "side_by_side" / "stock" / "config.yml").write_text("epochs: 100")
    monkeypatch.setattr(training, "ROOT", project)
    monkeypatch.setattr(training, "PARTS", ("assistant", "bench", "data", "domain.yml"))
    monkeypatch.setattr(training, "KEPT", tmp_path / "kept")
    steps = {OURS: {"one": ["bench.step"], "two": ["bench.step"]}, STOCK: {"it": ["bench.step", "stock.tar.gz"]}}
    monkeypatch.setattr(training, "STEPS", steps)
    return tmp_path / "kept"


def test_each_part_is_timed():
    assert list(train(OURS)) == ["one", "two"]


def test_a_model_is_kept_and_not_trained_again_before_its_data_changes(kept, monkeypatch):
    path = trained(STOCK)
    assert path.parent == kept
    assert path.read_text() == "learned"

    monkeypatch.setattr(training, "STEPS", {STOCK: {"it": ["bench.no_such_step"]}})
    assert trained(STOCK) == path
    (training.ROOT / "domain.yml").write_text("intents: [another]")
    with pytest.raises(BenchError, match="no_such_step"):
        trained(STOCK)


def test_a_model_of_fewer_epochs_is_another():
    assert len({model(STOCK), model(STOCK, 1), model(FLOOR)}) == 3


def test_fewer_epochs_stand_in_the_copy_alone(monkeypatch):
    fails_unless = "import pathlib; assert '1' == pathlib.Path('bench/side_by_side/stock/config.yml').read_text()[8:]"
    (training.ROOT / "bench" / "step.py").write_text(f"{fails_unless}\n{STEP}")
    assert trained(STOCK, epochs=1).exists()
    assert (training.ROOT / "bench/side_by_side/stock/config.yml").read_text() == "epochs: 100"
    with pytest.raises(BenchError, match="AssertionError"):
        trained(STOCK)
