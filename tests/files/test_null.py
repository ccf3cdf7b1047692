"""null is what JSON says for None: an error about a file calls it so."""

import json
import re

import pytest

from neurosim.cli import main
from neurosim.core.guard.errors import NeurosimError
from neurosim.experiment import load
from neurosim.files import parse_experiment
from neurosim.files.answers_file import answers_of


def document(**fields):
    return {"format": "neurosim-experiment", "version": 1, "inputs": 1, "layers": [{"neurons": 1}],
            "samples": [{"inputs": [0], "targets": [1]}], "seed": 1, **fields}


FIELDS = {"version": "version", "inputs": "inputs", "layers": "layers", "loss": "loss", "optimizer": "optimizer", "samples": "samples",
          "training": "training", "seed": "seed", "name": "name", "format": "format", "initialize": "initialize"}
LAYER = ("neurons", "activation", "weights", "bias", "biases", "train_bias", "dropout", "initialize")


def refused(**fields):
    with pytest.raises(NeurosimError) as caught:
        parse_experiment(json.dumps(document(**fields)), "f.json")
    return [str(error) for error in caught.value.all_errors]


@pytest.mark.parametrize("field", FIELDS)
def test_null_in_a_field(field):
    """Every field of a file is asked, by name: none of the sentences speaks of None."""
    first = refused(**{field: None})[0]
    assert first.startswith("f.json: ") and "null" in first and "None" not in first


@pytest.mark.parametrize("field", LAYER)
def test_null_in_a_layer(field):
    sentences = refused(layers=[{"neurons": 1, field: None}])
    assert f"f.json: layers[0].{field}" == sentences[0].partition(": ")[0] + ": " + sentences[0].split(": ")[1]
    assert "null" in sentences[0] and not re.search("None", " ".join(sentences))


def test_null_within():
    assert "f.json: samples[0].inputs[0]: expected a finite number, got null" == refused(samples=[{"inputs": [None], "targets": [1]}])[0]
    assert "f.json: expected a JSON object, got null" == str(pytest.raises(NeurosimError, parse_experiment, "null", "f.json").value)


def test_a_document_made_in_python():
    """It is read as the JSON that it may be."""
    with pytest.raises(NeurosimError, match="^experiment: loss: unknown loss null "):
        load(document(loss=None))


def test_null_among_answers(tmp_path, capsys):
    """A number is due; NaN is called as it is written, too."""
    (tmp_path / "a.json").write_text('{"E": null}')
    assert 2 == main(["diagnose", "worked-example", "--answers", str(tmp_path / "a.json")])
    assert capsys.readouterr().err.endswith("expected a number such as 0.0822, got null\n")
    assert [["0.1", "null"]] == [list(map(str, map(shown, value))) for value, _ in answers_of('{"b1": [0.1, null]}', "a").values()]
    assert "NaN" == repr(answers_of('{"E": NaN}', "a")["E"][0])


def shown(value):
    return value if isinstance(value, str) else repr(value)


def test_null_in_a_checkpoint(tmp_path):
    """What else a first line may be."""
    (tmp_path / "c").write_text('{"format": null}')
    with pytest.raises(NeurosimError, match="c: format: expected 'neurosim-checkpoint', got null$"):
        load("worked-example").resume(tmp_path / "c")
    (tmp_path / "c").write_text('{"format": "neurosim-checkpoint", "version": null}')
    with pytest.raises(NeurosimError, match=r"c: version: unsupported format version null \(this neurosim reads 1\)$"):
        load("worked-example").resume(tmp_path / "c")
