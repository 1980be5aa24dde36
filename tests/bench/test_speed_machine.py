import platform

from bench.speed.machine import CPU, machine


def test_the_processor_is_read_off_the_system(tmp_path):
    (tmp_path / "cpuinfo").write_text(
        "processor\t: 0\nmodel name\t: Made 3000\nprocessor\t: 1\nmodel name\t: Made 3000\n"
    )

    assert machine(tmp_path / "cpuinfo")["Processor"] == "Made 3000"


def test_where_the_system_does_not_tell_it_is_the_kind_of_machine(tmp_path):
    (tmp_path / "empty").write_text("")

    for name in ("empty", "missing"):
        assert machine(tmp_path / name)["Processor"] == platform.machine()


def test_nothing_names_the_machine():
    facts = machine(CPU)

    assert list(facts) == ["Processor", "Cores", "Load at the start", "Python", "spacy", "scikit-learn", "numpy"]
    assert not any(platform.node() in fact or "/" in fact for fact in facts.values())
