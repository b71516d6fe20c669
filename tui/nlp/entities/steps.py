"""The steps that repair entities, in their order. Each costs time linear in the tokens, or nearly."""

from __future__ import annotations

from tui.nlp.entities.acronyms import acronyms
from tui.nlp.entities.draft import EntityDraft
from tui.nlp.entities.edges import trim
from tui.nlp.entities.gazetteer import apply_known_names, known_names
from tui.nlp.entities.headlines import cut_openers
from tui.nlp.entities.junk import drop_junk
from tui.nlp.entities.organisations import organisations_by_head, shortened_organisations
from tui.nlp.entities.parting import part_known_names, part_organisations, part_roles
from tui.nlp.entities.persons import find_persons, named_after, relabel_persons
from tui.nlp.entities.pieces import join_persons
from tui.nlp.entities.places import datelines, sites, storms
from tui.nlp.entities.quoted_names import join_quoted_names
from tui.nlp.entities.votes import spread, vote


def repair(draft: EntityDraft) -> None:
    """Run all steps. Afterwards ``draft.ents`` are trimmed, sorted and free of overlaps."""
    known = known_names(draft.text, draft.starts, draft.ends)
    # What the pipeline found, cut to names.
    trim(draft)  # newlines, marks, articles, titles and possessive endings off
    datelines(draft)  # "CLEVELAND - …": a place
    part_known_names(draft, known)  # "Minnesota" + "Amy Klobuchar"
    part_organisations(draft)  # "Senate" + President
    # What lists and words say.
    apply_known_names(draft, known)  # countries, cities, organisations, groups
    organisations_by_head(draft)  # "Ministry of …", "… University"
    storms(draft)  # "Hurricane Ann", and "Ann" everywhere
    sites(draft)  # "Jefferson Parish"
    # Persons.
    part_roles(draft)  # "District Attorney" + "Vance"
    join_persons(draft)  # "Recep" + "Tayyip Erdogan"
    named_after(draft)  # "Ann Roe Library" is none
    relabel_persons(draft)  # taken for something else, or something else for them
    find_persons(draft)  # unmarked, shown by a title, a role, an age
    # What the article says elsewhere.
    acronyms(draft)  # "Long Form Name (LFN)"
    cut_openers(draft)  # "Hold Ann Roe to Her Word"
    shortened_organisations(draft)  # "Hofstra" beside "Hofstra University"
    vote(draft)  # one label for one name
    spread(draft)  # names known from elsewhere found everywhere
    # The last cut.
    join_persons(draft)
    trim(draft)
    drop_junk(draft)  # what is no name at all
    join_quoted_names(draft)  # William “Bo” Harker
