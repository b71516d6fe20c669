"""Training: augmentation keeps alignment, notation compiles, reported speech is sound trees."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.pipeline._parser_internals.nonproj import is_nonproj_tree
from spacy.tokens import Doc
from spacy.training import Example

from training.annotations import compile as compile_module
from training.annotations.compile import compile_notation, join, read_jsonl
from training.annotations.compile import main as compile_main
from training.annotations.compile_names import compile_names
from training.attribution import sentence_tree, to_doc
from training.augment import create_news_augmenter, rename, restyle
from training.evaluate import speech
from training.frames import Frames
from training.names import NamePool, name_pool
from training.speakers import Speakers
from training.wikinews import documents, passages


def test_restyle_writes_every_mark_in_one_style() -> None:
    words = ["``", "It", "'s", "over", ",", "''", "she", "said", "--", "twice", "."]
    assert restyle(words, "curly") == ["“", "It", "’s", "over", ",", "”", "she", "said", "—", "twice", "."]
    assert restyle(["“", "No", "”", "—"], "straight") == ['"', "No", '"', "--"]
    assert restyle(['"', "No", '"'], "single") == ["‘", "No", "’"]


def test_rename_gives_one_person_one_name_and_keeps_particles() -> None:
    pool = NamePool(random.Random(3), female=["Ines"], male=["Tomas"], surnames=["Okafor"])
    words = ["Maria", "van", "Dijk", "spoke", ";", "Dijk", "left", "."]
    renamed = rename(words, [(0, 3), (5, 6)], pool)
    assert renamed[0] in {"Ines", "Tomas"}
    assert renamed[1] == "van"
    assert renamed[2] == renamed[5]
    assert renamed[2].startswith("Okafor")
    assert renamed[3:5] == ["spoke", ";"]


def test_augmented_examples_keep_their_annotation() -> None:
    nlp = spacy.blank("en")
    words = ['"', "Go", ",", '"', "Kim", "Larsen", "said", "."]
    reference = Doc(nlp.vocab, words=words, ents=["O", "O", "O", "O", "B-PERSON", "I-PERSON", "O", "O"])
    augment = create_news_augmenter(quotes=1.0, lower=0.0, upper=1.0)
    (example,) = augment(nlp, Example(nlp.make_doc(reference.text), reference))
    assert len(example.reference) == len(words)
    assert [(e.start, e.end, e.label_) for e in example.reference.ents] == [(4, 6, "PERSON")]
    assert example.reference[4].text == "KIM"


ARTICLE = {
    "id": "a1",
    "url": "https://example.org/a1",
    "title": "Bridge closed",
    "text": 'The bridge is shut, the mayor said. "Go round," said Ann Roe. Then:\n\nAnn Roe said "wait".',
}


def test_notation_becomes_offsets_and_back() -> None:
    notation = [
        "# a1",
        "0 | the mayor | said | The bridge is shut | -",
        "0 | Ann Roe | said | Go round | Ann Roe",
        "1 | Ann Roe | said | wait | Ann Roe",
        "0 | nobody | said | Go round | -",
    ]
    records, complaints = compile_notation(notation, {"a1": ARTICLE})
    (record,) = records
    text = ARTICLE["text"]
    assert "text" not in record
    assert [[text[s:e] for s, e in quote["content"]] for quote in record["quotes"]] == [
        ["The bridge is shut"],
        ["Go round"],
        ["wait"],
    ]
    assert [text[slice(*quote["cue"][0])] for quote in record["quotes"]] == ["said"] * 3
    assert record["quotes"][1]["cue"][0][0] == text.index("said Ann")
    assert len(complaints) == 1
    assert "nobody" in complaints[0]
    assert next(join(records, {"a1": ARTICLE}))["text"] == text
    assert list(join(records, {"a1": {**ARTICLE, "text": text + "!"}})) == []


def test_compile_command_reports_what_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    notation = tmp_path / "notes.txt"
    notation.write_text("# a1\n0 | the mayor | said | no such words | -\n", encoding="utf-8")
    assert compile_main([str(notation), "--corpus", str(corpus)]) == 1
    assert "no such words" in capsys.readouterr().err


def _treebank_doc(nlp: Language) -> Doc:
    return Doc(
        nlp.vocab,
        words=["Tomorrow", ",", "the", "old", "bridge", "will", "open", "."],
        spaces=[False, True, True, True, True, True, False, True],
        tags=["NN", ",", "DT", "JJ", "NN", "MD", "VB", "."],
        pos=["NOUN", "PUNCT", "DET", "ADJ", "NOUN", "AUX", "VERB", "PUNCT"],
        lemmas=["tomorrow", ",", "the", "old", "bridge", "will", "open", "."],
        heads=[6, 0, 4, 4, 6, 6, 6, 6],
        deps=["obl:unmarked", "punct", "det", "amod", "nsubj", "aux", "ROOT", "punct"],
    )


POOL = {"female": ["Ines"], "male": ["Tomas"], "surnames": ["Okafor"]}


@pytest.mark.parametrize("seed", range(60))
def test_reported_sentences_are_one_sound_tree(seed: int) -> None:
    nlp = spacy.blank("en")
    frames = Frames(random.Random(seed), Speakers(NamePool(random.Random(seed), **POOL)))
    tree = sentence_tree(next(iter(_treebank_doc(nlp).sents)))
    assert tree is not None
    for make in (frames.wrap, frames.quoted_last, frames.indirect, frames.floating):
        wrapped = make(tree)
        if wrapped is None:
            continue
        doc = to_doc(nlp.vocab, [wrapped])
        assert len(list(doc.sents)) == 1
        assert sum(token.head == token for token in doc) == 1
        assert not is_nonproj_tree([token.head.i for token in doc])
        assert {"bridge", "open"} <= {token.text for token in doc}
        subject = next(token for token in doc if token.text == "bridge")
        assert (subject.dep_, subject.head.text) == ("nsubj", "open")


def test_a_cue_amid_a_sentence_hangs_beside_it() -> None:
    nlp = spacy.blank("en")
    rng = random.Random(2)
    tree = sentence_tree(next(iter(_treebank_doc(nlp).sents)))
    assert tree is not None
    words = [*tree]
    words[1] = replace(words[1], head=6)
    wrapped = Frames(rng, Speakers(NamePool(rng, **POOL))).interrupted([words[4], *words[1:]])
    assert wrapped is None  # a comma right after the first word is no place to cut
    longer = [replace(words[2], head=1), replace(words[0], head=7), *[replace(w, head=7) for w in words[1:2]]]
    longer += [replace(w, head=w.head + 1 if w.head >= 0 else w.head) for w in words[2:]]
    interrupted = Frames(rng, Speakers(NamePool(rng, **POOL))).interrupted(longer)
    assert interrupted is not None
    doc = to_doc(nlp.vocab, [interrupted])
    cue = next(token for token in doc if token.dep_ == "parataxis")
    assert cue.head.text == "open"
    assert doc.text.startswith("“The Tomorrow,” ")
    assert doc.text.rstrip().endswith("“the old bridge will open.”")


def test_annotated_articles_become_paragraphs_with_their_headline() -> None:
    text = "Ann Roe left Oslo.\n\nRoe is back."
    record = {
        "title": "Ann Roe leaves",
        "text": text,
        "entities": [[0, 7, "PERSON"], [13, 17, "GPE"], [20, 23, "PERSON"]],
    }
    assert list(passages(record)) == [
        ("Ann Roe left Oslo.", [[0, 7, "PERSON"], [13, 17, "GPE"]]),
        ("Roe is back.", [[0, 3, "PERSON"]]),
        ("Ann Roe leaves", [[0, 7, "PERSON"]]),
    ]
    docs = list(documents([record], spacy.blank("en")))
    assert [[(e.text, e.label_) for e in doc.ents] for doc in docs] == [
        [("Ann Roe", "PERSON"), ("Oslo", "GPE")],
        [("Roe", "PERSON")],
        [("Ann Roe", "PERSON")],
    ]


def test_no_article_serves_both_as_a_test_and_in_training() -> None:
    folder = Path(compile_module.__file__).parent
    used = {record["id"] for record in read_jsonl(folder / "ner_wikinews_train.jsonl")}
    for name in ("ner_wikinews.jsonl", "ner_wikinews_heldout.jsonl", "actors_wikinews.jsonl"):
        assert not used & {record["id"] for record in read_jsonl(folder / name)}
    tuned = {record["id"] for record in read_jsonl(folder / "ner_wikinews.jsonl")}
    assert not tuned & {record["id"] for record in read_jsonl(folder / "ner_wikinews_heldout.jsonl")}


def test_names_take_all_some_or_none_of_their_occurrences() -> None:
    text = "Otter, a film. Ann Roe plays Otter; Roe County is in Otter."
    lines = ["# a", "PERSON: Ann Roe; Roe; Otter@2; Ann", "GPE: Roe County@x"]
    records, complaints = compile_names(lines, {"a": {"url": "u", "title": "t", "text": text}})
    assert [(text[s:e], s, kind) for s, e, kind in records[0]["entities"]] == [
        ("Ann Roe", 15, "PERSON"),
        ("Otter", 29, "PERSON"),
    ]
    assert complaints == ["a: 'Roe' is nowhere", "a: 'Ann' is nowhere"]


def test_speech_is_scored_by_verbs_subjects_and_clauses() -> None:
    nlp = spacy.blank("en")
    words = ["Ann", "said", "it", "rained", "."]
    gold = Doc(
        nlp.vocab, words=words, heads=[1, 1, 3, 1, 1], deps=["nsubj", "ROOT", "nsubj", "ccomp", "punct"]
    )
    fooled = spacy.blank("en")

    @Language.component("training_test_parse")
    def parse(doc: Doc) -> Doc:
        for token, head, dep in zip(
            doc, [1, 1, 1, 1, 1], ["nsubj", "ROOT", "nsubj", "ccomp", "punct"], strict=True
        ):
            token.head, token.dep_ = doc[head], dep
        return doc

    fooled.add_pipe("training_test_parse")
    assert speech(fooled, [gold]) == {"subjects of speech verbs": 66.7, "reported clauses": 100.0}


def test_faker_knows_thousands_of_names() -> None:
    pytest.importorskip("faker")
    pool = name_pool(random.Random(1))
    assert len(pool.surnames) > 5000
    assert len(pool.female) > 1000
    assert len(pool.male) > 1000


def test_the_lemma_tables_are_there() -> None:
    pytest.importorskip("spacy_lookups_data")
    tables = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    assert tables.get_table("lemma_exc")["verb"]["said"] == ["say"]
