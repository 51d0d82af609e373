"""Releases: load one ready to run, bring flows in from disk, write them out again; and drafts, that become releases."""

from webapp.services.publishing.archiving import archive, may_archive, restore
from webapp.services.publishing.checking import check_flow
from webapp.services.publishing.children import children_for_draft, children_of
from webapp.services.publishing.creating import (
    FlowRefusedError,
    Named,
    duplicate,
    make_blank,
    make_from_json,
    make_from_pattern,
    make_from_table,
    table_template,
)
from webapp.services.publishing.designs import (
    STATES,
    FlowCard,
    find_card,
    find_problems,
    list_designs,
    list_owners,
    read_newest,
    set_owner,
)
from webapp.services.publishing.drafting import (
    DISCARDED,
    EDITED,
    DraftBusyError,
    DraftView,
    FlowUnknownError,
    NoDraftError,
    discard_draft,
    do_again,
    edit,
    get_draft,
    open_draft,
    undo,
    view_of,
)
from webapp.services.publishing.exporting import export_flows
from webapp.services.publishing.finding import Found, Usage, find_in_draft, usages_of
from webapp.services.publishing.importing import FlowImport, import_flows
from webapp.services.publishing.indexing import index_service, list_searchable_services
from webapp.services.publishing.mapping import DraftMap, MapWish, draw_map, sections_of, text_of
from webapp.services.publishing.outlining import Outline, ShownStep, outline_of
from webapp.services.publishing.patterns import Pattern, list_patterns
from webapp.services.publishing.problems import (
    Problem,
    ProblemGoneError,
    Problems,
    get_problem,
    list_problems,
    list_waivers,
    take_waiver_back,
    waive,
)
from webapp.services.publishing.promising import ShownPromise, say_promises
from webapp.services.publishing.proving import ProofView, find_proof, prove_now
from webapp.services.publishing.reading import DraftReading, ShownExit, read_draft
from webapp.services.publishing.release_maps import ReleaseStep, draw_counts, fold_exits, list_steps
from webapp.services.publishing.releases import Published, get_release, list_live_releases, list_releases
from webapp.services.publishing.showing import Shown, show_walk
from webapp.services.publishing.spreadsheets import table_as_text, write_csv, write_xlsx
from webapp.services.publishing.text_places import PlacedText, forms_of, place_texts
from webapp.services.publishing.translating import (
    LanguageState,
    TranslationRefusedError,
    TranslationRow,
    export_translation,
    languages_of,
    translate,
    translation_of,
)
from webapp.services.publishing.wording import WordsRow, WordsTable, words_of

__all__ = [
    "DISCARDED",
    "EDITED",
    "STATES",
    "DraftBusyError",
    "DraftMap",
    "DraftReading",
    "DraftView",
    "FlowCard",
    "FlowImport",
    "FlowRefusedError",
    "FlowUnknownError",
    "Found",
    "LanguageState",
    "MapWish",
    "Named",
    "NoDraftError",
    "Outline",
    "Pattern",
    "PlacedText",
    "Problem",
    "ProblemGoneError",
    "Problems",
    "ProofView",
    "Published",
    "ReleaseStep",
    "Shown",
    "ShownExit",
    "ShownPromise",
    "ShownStep",
    "TranslationRefusedError",
    "TranslationRow",
    "Usage",
    "WordsRow",
    "WordsTable",
    "archive",
    "check_flow",
    "children_for_draft",
    "children_of",
    "discard_draft",
    "do_again",
    "draw_counts",
    "draw_map",
    "duplicate",
    "edit",
    "export_flows",
    "export_translation",
    "find_card",
    "find_in_draft",
    "find_problems",
    "find_proof",
    "fold_exits",
    "forms_of",
    "get_draft",
    "get_problem",
    "get_release",
    "import_flows",
    "index_service",
    "languages_of",
    "list_designs",
    "list_live_releases",
    "list_owners",
    "list_patterns",
    "list_problems",
    "list_releases",
    "list_searchable_services",
    "list_steps",
    "list_waivers",
    "make_blank",
    "make_from_json",
    "make_from_pattern",
    "make_from_table",
    "may_archive",
    "open_draft",
    "outline_of",
    "place_texts",
    "prove_now",
    "read_draft",
    "read_newest",
    "restore",
    "say_promises",
    "sections_of",
    "set_owner",
    "show_walk",
    "table_as_text",
    "table_template",
    "take_waiver_back",
    "text_of",
    "translate",
    "translation_of",
    "undo",
    "usages_of",
    "view_of",
    "waive",
    "words_of",
    "write_csv",
    "write_xlsx",
]
