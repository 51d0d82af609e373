"""Made-up results for the gallery: everything that a catalogue can say of a thing."""

from __future__ import annotations

from typing import Any

from engine.channels import Missing, Page, PageKind, Reason, Result, ResultGroup, ResultSection


def result_pages(said: dict[str, str]) -> dict[str, Page]:
    """A catalogue with all three sections, one where nothing fits, and one that helped."""
    fits = ResultSection(fit="fits", groups=(_food(said), _home(said)))
    may = ResultSection(fit="may-fit", groups=(ResultGroup(title="Health", results=(_medicaid(),)),))
    not_fitting = ResultSection(fit="does-not-fit", groups=(ResultGroup(title="", results=(_wic(),)),))
    return {
        "results": _page("Programs that may help you", (fits, may, not_fitting), can_be_unsolved=True),
        "results-none": _page("Programs that may help you", (may, not_fitting)),
        "results-solved": _page("Programs that may help you", (fits,), solved=True),
    }


def _page(title: str, results: tuple[ResultSection, ...], **values: Any) -> Page:
    body = "We compared your answers with **4 programs**. You can apply for any of them, whatever this page says."
    return Page(kind=PageKind.RESULTS, place="sample", node="sample", title=title, body=body, results=results, **values)


def _reason(sentence: str, source: str = "") -> Reason:
    return Reason(
        node="sample",
        rule="limit",
        sentence=sentence,
        source_title=source,
        source_url="https://www.acf.gov/" if source else "",
    )


def _food(said: dict[str, str]) -> ResultGroup:
    snap = Result(
        item="snap",
        title="SNAP: money for food on a card",
        summary="A card that you use like a bank card in most food stores.",
        article="apply-for-heating-help",
        reasons=(_reason(said["because"], "SNAP income limits"), _reason("You live in Meridian")),
    )
    pantry = Result(
        item="pantry", title="Food pantries", summary="Free food today, no papers.", url="https://example.org/food"
    )
    return ResultGroup(title="Food", results=(snap, pantry))


def _home(said: dict[str, str]) -> ResultGroup:
    heat = Result(
        item="heat",
        title=said["service"],
        summary=said["summary"],
        article="apply-for-heating-help",
        url="https://example.org/heat",
        reasons=(_reason(said["because"]),),
    )
    return ResultGroup(title="Home and energy", results=(heat,))


def _medicaid() -> Result:
    missing = (Missing(label="Monthly income before taxes", place="income"), Missing(label="Immigration status"))
    return Result(
        item="medicaid",
        title="Medicaid: free or low-cost health care",
        summary="Pays for doctors, hospitals and medicine.",
        article="apply-for-heating-help",
        reasons=(_reason("You are under 65"),),
        missing=missing,
    )


def _wic() -> Result:
    return Result(
        item="wic",
        title="WIC: food for mothers and small children",
        summary="Healthy food and advice.",
        reasons=(_reason("Nobody in your home is pregnant, has a baby or is under 5", "WIC eligibility"),),
    )
