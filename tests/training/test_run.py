"""The whole training run on a few made-up sentences. It needs nothing of the ``train`` extra.

Stand-ins take the place of Faker's names and of the lemma tables.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import spacy
from spacy import util
from spacy.lang.en import English
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from thinc.api import Adam

import training.assemble
import training.evaluate
from training import attribution, silver, wikinews
from training.__main__ import CONFIGS, main, train_part
from training.assemble import size
from training.augment import create_news_augmenter
from training.curve import CURVE, schedule
from training.evaluate import evaluate, without_dates
from training.hint import create_rarely
from training.names import name_pool
from training.silver import ROWS, create_silver_reader

TEXT = "Ann Roe left Oslo on Monday.\n\nRoe came back."
ARTICLE = {"id": "a1", "url": "https://example.org/a1", "title": "Roe is back", "text": TEXT}
ENTITIES = [(0, 7, "PERSON"), (13, 17, "GPE"), (30, 33, "PERSON")]
RECORD = {
    **{key: ARTICLE[key] for key in ("id", "url", "title")},
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "entities": ENTITIES,
}
PARTS = ["tok2vec", "tagger", "morphologizer", "parser", "lemmatizer", "ner"]


def _treebank(nlp: Language) -> list[Doc]:
    said = Doc(
        nlp.vocab,
        words=["Ann", "Roe", "said", "it", "rained", "."],
        tags=["NNP", "NNP", "VBD", "PRP", "VBD", "."],
        pos=["PROPN", "PROPN", "VERB", "PRON", "VERB", "PUNCT"],
        morphs=["Number=Sing", "Number=Sing", "Tense=Past", "Person=3", "Tense=Past", ""],
        lemmas=["Ann", "Roe", "say", "it", "rain", "."],
        heads=[2, 0, 2, 4, 2, 2],
        deps=["nsubj", "flat", "ROOT", "nsubj", "ccomp", "punct"],
        sent_starts=[True, False, False, False, False, False],
    )
    shut = Doc(
        nlp.vocab,
        words=["The", "old", "bridge", "was", "shut", "."],
        spaces=[True, True, True, True, False, False],
        tags=["DT", "JJ", "NN", "VBD", "JJ", "."],
        pos=["DET", "ADJ", "NOUN", "AUX", "ADJ", "PUNCT"],
        morphs=["Definite=Def|PronType=Art", "Degree=Pos", "Number=Sing", "Tense=Past", "Degree=Pos", ""],
        lemmas=["the", "old", "bridge", "be", "shut", "."],
        heads=[2, 2, 4, 4, 4, 4],
        deps=["det", "amod", "nsubj", "cop", "ROOT", "punct"],
        sent_starts=[True, False, False, False, False, False],
    )
    return [said, shut] * 8


def _names(nlp: Language) -> list[Doc]:
    words = ["Ann", "Roe", "left", "Oslo", "."]
    return [Doc(nlp.vocab, words=words, ents=["B-PERSON", "I-PERSON", "O", "B-GPE", "O"])] * 16


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the one the training wants, with one article."""
    folder = tmp_path_factory.mktemp("corpora")
    nlp = spacy.blank("en")
    for name, docs in (("syntax", _treebank(nlp)), ("ner", _names(nlp))):
        for part in ("train", "dev", "train_augmented", "train_mix"):
            DocBin(docs=docs, store_user_data=False).to_disk(folder / f"{name}_{part}.spacy")
    (folder / "wikinews.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    (folder / "names.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def stand_ins(corpora: Path) -> Iterator[None]:
    """Small tables and few names instead of the extra's, and annotations of the one article."""
    tables = Lookups()
    tables.add_table("lemma_rules", {"verb": [["ed", ""]]})
    tables.add_table("lemma_exc", {"verb": {"said": ["say"]}})
    tables.add_table("lemma_index", {"verb": ["rain", "say"]})
    provider = SimpleNamespace(
        last_names=["Okafor", "Østby", "d'Or", "Петров"],
        first_names_female=["Ines", "Li"],
        first_names_male={"Tomas": 0.5, "JR": 0.1},
    )
    faker = ModuleType("faker")
    faker.Faker = lambda locale: SimpleNamespace(providers=[provider])  # type: ignore[attr-defined]
    few = dict(islice(English.Defaults.tokenizer_exceptions.items(), 20))  # all of them take most of the time
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(English.Defaults, "tokenizer_exceptions", few)
        patch.setattr(training.assemble, "load_lookups", lambda lang, names: tables)
        patch.setitem(sys.modules, "faker", faker)
        patch.setitem(sys.modules, "spacy_lookups_data", ModuleType("spacy_lookups_data"))
        patch.setattr(wikinews, "TRAIN", corpora / "names.jsonl")
        patch.setattr(training.evaluate, "NAMES", corpora / "names.jsonl")
        yield


@pytest.fixture(scope="module")
def out(corpora: Path, stand_ins: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a quick run leaves behind."""
    folder = tmp_path_factory.mktemp("out")
    assert main([str(corpora), "--out", str(folder), "--gold", "--quick"]) == 0
    return folder


@pytest.fixture(scope="module")
def taught(corpora: Path, out: Path, stand_ins: None) -> Path:
    """What a quick run leaves behind that has a teacher: the pipeline of the run before."""
    teacher = str(out / "pipeline")
    assert (
        main(
            [str(corpora), "--out", str(out), "--teacher", teacher, "--into", str(out / "taught"), "--quick"]
        )
        == 0
    )
    return out / "taught"


def test_a_student_learns_from_a_teacher(out: Path, taught: Path) -> None:
    nlp = spacy.load(taught)
    assert nlp.pipe_names == PARTS  # what learned the teacher's vectors has gone
    card = (taught / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| agreement with the teacher | tag_acc " in card
    losses = _hint_losses(out)
    assert losses[-1] < losses[0]


def _hint_losses(out: Path) -> list[float]:
    """The loss of the hint, step by step, when it learns one batch again and again."""
    nlp = spacy.load(out / "silver_tune" / "model-last")
    path = out / "silver_texts" / "silver_train.spacy"
    examples = list(create_silver_reader(path)(nlp))
    optimizer = Adam(0.001)
    nlp.resume_training(sgd=optimizer)
    return [nlp.update(examples, sgd=optimizer)["sayso_hint"] for _ in range(4)]


def test_a_pass_over_silver_texts_varies_them_and_knows_their_vectors(out: Path, taught: Path) -> None:
    path = out / "silver_texts" / "silver_train.spacy"
    nlp = spacy.blank("en")
    docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    rows = dict(zip(accumulate((len(doc) for doc in docs), initial=0), docs, strict=False))
    read = create_silver_reader(path, create_news_augmenter(quotes=0.0, lower=0.0, upper=1.0))
    varied = list(read(nlp))
    assert len(varied) == len(docs)
    for example in varied:
        assert example.reference.text == rows[example.reference.user_data[ROWS]].text.upper()
    assert len(np.load(path.with_suffix(".npy"))) == sum(map(len, docs))


def test_the_parser_is_trained_at_some_steps_only(out: Path, taught: Path) -> None:
    nlp = spacy.load(out / "silver_tune" / "model-last")
    before_update = create_rarely("parser", every=2, until=4)
    trained = []
    for step in range(7):
        before_update(nlp, {"step": step})
        trained.append("parser" in nlp.pipe_names)
    assert trained == [True, False, True, False, True, True, True]


def test_a_missing_teacher_is_said_first(
    corpora: Path, stand_ins: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([str(corpora), "--out", str(tmp_path / "out"), "--teacher", "no_such_pipeline"])
    assert "train on the treebanks alone with --gold" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_held_out_articles_give_no_silver_text(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert TEXT.split("\n")[0] in "\n".join(silver.texts(corpora))
    monkeypatch.setattr(silver, "read_jsonl", lambda path: [ARTICLE])
    assert "left Oslo on Monday" not in "\n".join(silver.texts(corpora))


def test_texts_are_cut_between_paragraphs() -> None:
    text = "\n\n".join(f"{number} " + "word " * 99 for number in range(5)) + "\n\n\n"
    assert [piece.count("\n\n") for piece in silver.passages(text)] == [1, 1, 0]


def test_the_run_makes_a_pipeline_that_loads(out: Path) -> None:
    nlp = spacy.load(out / "pipeline")
    assert nlp.pipe_names == PARTS
    doc = nlp("Ann Roe said it rained.")
    assert len(doc) == 6
    assert all(doc.has_annotation(attribute) for attribute in ("TAG", "POS", "DEP", "LEMMA", "ENT_IOB"))
    card = (out / "pipeline" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| EWT and GUM dev, syntax | tag_acc " in card
    assert "| Wikinews, 1 articles, names | ents_f " in card
    assert "| seconds of processor time to load |" in card
    assert not (out / "fresh").exists()


def test_what_is_trimmed_changes_no_prediction(corpora: Path, out: Path) -> None:
    whole = training.assemble.assemble(out / "syntax_tune/model-last", out / "ner_tune/model-last", "0")
    trimmed = spacy.load(out / "pipeline")
    text = "Ann Roe said Oslo was shut. “It rained,” the old bridge said."
    for ours, theirs in zip(trimmed(text), whole(text), strict=True):
        assert (ours.tag_, str(ours.morph), ours.head.i, ours.dep_, ours.lemma_, ours.ent_type_) == (
            *(theirs.tag_, str(theirs.morph), theirs.head.i, theirs.dep_, theirs.lemma_, theirs.ent_type_),
        )
    config = (out / "pipeline" / "config.cfg").read_text(encoding="utf-8")
    assert str(corpora) not in config  # no path of this machine
    strings = json.loads((out / "pipeline/vocab/strings.json").read_text(encoding="utf-8"))
    assert "Oslo" not in strings


def test_a_finished_part_is_not_trained_again(out: Path, stand_ins: None, corpora: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in out.glob("*/model-*/meta.json")}
    assert len(before) >= 8
    into = out / "into"
    into.mkdir()
    (into / "old").touch()
    assert main([str(corpora), "--out", str(out), "--into", str(into), "--gold", "--quick"]) == 0
    assert {p: p.stat().st_mtime_ns for p in before} == before
    assert not (into / "old").exists()
    assert (into / "MODEL_CARD.md").exists()


def test_training_again_gives_the_same_weights(corpora: Path, tmp_path: Path, out: Path) -> None:
    overrides = {
        "paths.train": str(corpora / "ner_train_augmented.spacy"),
        "paths.dev": str(corpora / "ner_dev.spacy"),
        "training.max_steps": 4,
        "training.eval_frequency": 2,
    }
    again = train_part("ner", tmp_path, overrides, "last", quiet=True)
    for part in ("tok2vec", "ner"):
        assert (again / part / "model").read_bytes() == (out / "ner/model-last" / part / "model").read_bytes()


def test_the_run_says_first_what_it_lacks(
    tmp_path: Path, stand_ins: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--out", str(tmp_path / "out"), "--gold"])
    assert "syntax_train.spacy, syntax_dev.spacy, ner_train_augmented.spacy" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "spacy_lookups_data", None)
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--out", str(tmp_path / "out"), "--gold"])
    assert "pip install -e '.[train]'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_quick_run_never_replaces_what_ships(
    corpora: Path,
    stand_ins: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("training.__main__.BUNDLED", tmp_path / "bundled")
    with pytest.raises(SystemExit):
        main([str(corpora), "--out", str(tmp_path), "--into", str(tmp_path / "bundled"), "--gold", "--quick"])
    assert "name another folder" in capsys.readouterr().err
    assert not (tmp_path / "bundled").exists()


def test_the_pipeline_is_scored_on_all_there_is(corpora: Path, out: Path, stand_ins: None) -> None:
    report = evaluate(spacy.load(out / "pipeline"), corpora)
    assert set(report) == {
        "EWT and GUM dev, syntax",
        "GMB and GUM dev, names",
        "Wikinews, 1 articles, names",
        "words a second of processor time",
    }
    assert 0 <= report["EWT and GUM dev, syntax"]["dep_las"] <= 100
    assert report["words a second of processor time"] > 0


def test_names_are_scored_by_span_and_kind() -> None:
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    kinds = {"Ann Roe": "PERSON", "Oslo": "ORG", "Monday": "DATE"}
    ruler.add_patterns([{"label": kind, "pattern": name} for name, kind in kinds.items()])
    gold = spacy.blank("en")(TEXT)
    spans = [gold.char_span(start, end, label=kind) for start, end, kind in ENTITIES]
    gold.set_ents([span for span in spans if span is not None])
    # One of two people is found, the town under a kind that is nowhere right; dates are nobody's business.
    assert without_dates(nlp, [gold]) == {"ents_f": 40.0, "ents_per_type": {"PERSON": 66.7, "GPE": 0.0}}


def test_reported_sentences_with_unknown_labels_are_left_out(
    corpora: Path, stand_ins: None, tmp_path: Path
) -> None:
    path = attribution.mixture(corpora / "syntax_train.spacy", tmp_path / "mixture.spacy", share=1.0)
    vocab = spacy.blank("en").vocab
    source = list(DocBin().from_disk(corpora / "syntax_train.spacy").get_docs(vocab))
    mixed = list(DocBin().from_disk(path).get_docs(vocab))
    assert [doc.text for doc in mixed[: len(source)]] == [doc.text for doc in source]
    known = {token.dep_ for doc in source for token in doc}
    assert {token.dep_ for doc in mixed for token in doc} <= known


def test_annotated_articles_join_the_names_three_times(corpora: Path, out: Path, tmp_path: Path) -> None:
    docs = list(DocBin().from_disk(out / "ner_mixture.spacy").get_docs(spacy.blank("en").vocab))
    ours = [doc for doc in docs if doc.text.startswith(("Ann Roe left Oslo on", "Roe "))]
    assert len(docs) == 16 + len(ours)
    assert len(ours) == 3 * 3  # two paragraphs and the title
    assert {(e.text, e.label_) for doc in ours for e in doc.ents} >= {("Ann Roe", "PERSON"), ("Oslo", "GPE")}


def test_without_the_articles_the_mixture_is_the_corpora_s_own(tmp_path: Path, out: Path) -> None:
    assert wikinews.mixture(tmp_path, out / "ner/model-best", tmp_path) == tmp_path / "ner_train_mix.spacy"


def test_only_plain_latin_names_are_drawn(stand_ins: None) -> None:
    pool = name_pool(Random(1))
    assert {"Okafor", "Østby", "Ivanov"} <= set(pool.surnames)
    assert not {"d'Or", "Петров"} & set(pool.surnames)
    assert {"Ines", "Wei"} <= {name for name in pool.female if len(name) > 2}
    assert "Li" not in pool.female
    assert "Tomas" in pool.male
    assert "JR" not in pool.male
    drawn = {pool.surname() for _ in range(200)}
    assert any("-" in name for name in drawn)


@pytest.mark.parametrize("layers", CURVE, ids=lambda layers: layers.name)
def test_every_size_of_the_curve_fits_the_configuration(layers: Any) -> None:
    plain = util.load_config(CONFIGS / "syntax.cfg")
    config = util.load_config(CONFIGS / "syntax.cfg", overrides=schedule(10) | layers.overrides())
    assert config["components"]["tok2vec"]["model"]["embed"]["rows"] == list(layers.rows)
    assert config["training"]["max_steps"] == 10
    assert config["components"].keys() == plain["components"].keys()


def test_the_first_size_of_the_curve_is_the_one_that_ships() -> None:
    model = util.load_config(CONFIGS / "syntax.cfg")["components"]["tok2vec"]["model"]
    assert (CURVE[0].width, CURVE[0].depth) == (model["embed"]["width"], model["encode"]["depth"])
    assert list(CURVE[0].rows) == model["embed"]["rows"]


def test_a_narrow_size_can_be_trained(corpora: Path, tmp_path: Path) -> None:
    paths = {f"paths.{part}": str(corpora / f"syntax_{part}.spacy") for part in ("train", "dev")}
    narrow = next(layers for layers in CURVE if layers.width == 64)
    config = util.load_config(
        CONFIGS / "syntax.cfg", overrides=paths | schedule(2) | narrow.overrides(), interpolate=False
    )
    nlp = init_nlp(config)
    (folder := tmp_path / "narrow").mkdir()
    nlp.to_disk(folder)
    assert 0 < size(folder / "tok2vec") < 5e6
