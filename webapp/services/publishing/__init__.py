"""Releases: load one ready to run, bring flows in from disk, write them out again; and drafts, that become releases."""

from webapp.services.publishing.amounts import find_released, source_of
from webapp.services.publishing.archiving import archive, may_archive, restore
from webapp.services.publishing.checking import check_flow
from webapp.services.publishing.children import children_for_draft, children_of
from webapp.services.publishing.covering import ScenarioWay, coverage_overlay, way_of_scenario
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
    list_titles,
    read_newest,
    set_owner,
)
from webapp.services.publishing.drafting import (
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
from webapp.services.publishing.finding import Found, Usage, find_in_draft, usage_at, usages_of
from webapp.services.publishing.following import DISCARDED, EDITED
from webapp.services.publishing.foreseeing import find_new_problems
from webapp.services.publishing.importing import FlowImport, import_flows
from webapp.services.publishing.indexing import index_service, list_searchable_services
from webapp.services.publishing.lessons import LessonStep, find_lesson, put_lesson_away
from webapp.services.publishing.mapping import DraftMap, MapWish, draw_map, outermost, sections_of, text_of
from webapp.services.publishing.naming import by_titles, in_words
from webapp.services.publishing.outlining import Outline, ShownStep, outline_of
from webapp.services.publishing.patterns import Pattern, list_patterns
from webapp.services.publishing.presence import Present, list_others, note_presence
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
from webapp.services.publishing.promising import ShownPromise, find_promise, say_promises, show_promises
from webapp.services.publishing.proving import ProofView, find_proof, prove_now
from webapp.services.publishing.reading import DraftReading, ShownExit, read_draft
from webapp.services.publishing.release_maps import ReleaseStep, draw_counts, fold_exits, list_steps
from webapp.services.publishing.releases import Published, get_release, list_live_releases, list_releases
from webapp.services.publishing.running import Runnable, find_callee, is_newest, list_runnable
from webapp.services.publishing.scenarios import (
    ScenarioResult,
    ScenarioUnknownError,
    add_missing,
    find_coverage,
    get_scenario,
    remove_scenario,
    run_scenarios,
    save_scenario,
    voice_in,
)
from webapp.services.publishing.showing import Shown, Walker, find_way, read_walk, show_walk
from webapp.services.publishing.spreadsheets import table_as_text, write_csv, write_xlsx
from webapp.services.publishing.step_names import ends_of, name_steps
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
from webapp.services.publishing.unfolding import flows_run
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
    "LessonStep",
    "MapWish",
    "Named",
    "NoDraftError",
    "Outline",
    "Pattern",
    "PlacedText",
    "Present",
    "Problem",
    "ProblemGoneError",
    "Problems",
    "ProofView",
    "Published",
    "ReleaseStep",
    "Runnable",
    "ScenarioResult",
    "ScenarioUnknownError",
    "ScenarioWay",
    "Shown",
    "ShownExit",
    "ShownPromise",
    "ShownStep",
    "TranslationRefusedError",
    "TranslationRow",
    "Usage",
    "Walker",
    "WordsRow",
    "WordsTable",
    "add_missing",
    "archive",
    "by_titles",
    "check_flow",
    "children_for_draft",
    "children_of",
    "coverage_overlay",
    "discard_draft",
    "do_again",
    "draw_counts",
    "draw_map",
    "duplicate",
    "edit",
    "ends_of",
    "export_flows",
    "export_translation",
    "find_callee",
    "find_card",
    "find_coverage",
    "find_in_draft",
    "find_lesson",
    "find_new_problems",
    "find_problems",
    "find_promise",
    "find_proof",
    "find_released",
    "find_way",
    "flows_run",
    "fold_exits",
    "forms_of",
    "get_draft",
    "get_problem",
    "get_release",
    "get_scenario",
    "import_flows",
    "in_words",
    "index_service",
    "is_newest",
    "languages_of",
    "list_designs",
    "list_live_releases",
    "list_others",
    "list_owners",
    "list_patterns",
    "list_problems",
    "list_releases",
    "list_runnable",
    "list_searchable_services",
    "list_steps",
    "list_titles",
    "list_waivers",
    "make_blank",
    "make_from_json",
    "make_from_pattern",
    "make_from_table",
    "may_archive",
    "name_steps",
    "note_presence",
    "open_draft",
    "outermost",
    "outline_of",
    "place_texts",
    "prove_now",
    "put_lesson_away",
    "read_draft",
    "read_newest",
    "read_walk",
    "remove_scenario",
    "restore",
    "run_scenarios",
    "save_scenario",
    "say_promises",
    "sections_of",
    "set_owner",
    "show_promises",
    "show_walk",
    "source_of",
    "table_as_text",
    "table_template",
    "take_waiver_back",
    "text_of",
    "translate",
    "translation_of",
    "undo",
    "usage_at",
    "usages_of",
    "view_of",
    "voice_in",
    "waive",
    "way_of_scenario",
    "words_of",
    "write_csv",
    "write_xlsx",
]
