"""Made-up content for the gallery: enough of every kind of page to design and test it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from engine.channels import (
    Choice,
    ContactField,
    Field,
    FieldError,
    Line,
    Member,
    Page,
    PageKind,
    Part,
    Question,
    Reason,
    Widget,
)
from webapp.blueprints.public.result_samples import result_pages
from webapp.services.journeys import Receipt, ServiceCard, ServicePage, View
from webapp.services.knowledge import ArticleSource, ArticleView
from webapp.services.tickets import Category, PublicMessage, PublicStatus

NOON: Final = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 22)
STATUS_ERRORS: Final = (
    FieldError(target="reference", message="Enter your reference number"),
    FieldError(target="status_code", message="Enter your status code"),
)
STATUS: Final = PublicStatus(
    reference="MER-7K2-94Q",
    category=Category.OPEN,
    sentence="A person is working on your request.",
    opened_at=NOON,
    status_code="K7W3-M9QX-T2F4",
    messages=(
        PublicMessage(at=NOON, body="We called your utility. Your heat stays on.\nPlease send us the notice."),
        PublicMessage(at=NOON, body="Here it is.", is_own=True, files=("notice.jpg",)),
    ),
)
REFUSED_MESSAGE: Final[dict[str, object]] = {
    "found": STATUS,
    "errors": (FieldError(target="file", message="Choose a smaller file: it may have at most 10 MB"),),
    "typed": "Here is the notice.",
}
_SAID: Final[dict[str, dict[str, str]]] = {
    "en": {
        "service": "Get help with heating costs",
        "summary": "Find out if you can get help to pay for heat, or to get your heat back on.",
        "question": "How do you heat your home?",
        "hint": "If you use more than one, choose the one you use most.",
        "gas": "Gas from a pipe in the street",
        "oil": "Oil or propane from a tank",
        "power": "Electricity",
        "other": "Something else, such as wood or coal",
        "error": "Select how you heat your home",
        "because": "Your income is within the limit for 4 people",
    },
    "es": {
        "service": "Ayuda con los gastos de calefacción",
        "summary": "Averigüe si puede recibir ayuda para pagar la calefacción o para que se la vuelvan a conectar.",
        "question": "¿Cómo calienta su hogar?",
        "hint": "Si usa más de una forma, elija la que más usa.",
        "gas": "Gas de la red de la calle",
        "oil": "Aceite o propano de un tanque",
        "power": "Electricidad",
        "other": "Otra cosa, como leña o carbón",
        "error": "Elija cómo calienta su hogar",
        "because": "Sus ingresos están dentro del límite para 4 personas",
    },
    "ar": {
        "service": "المساعدة في تكاليف التدفئة",
        "summary": "اعرف ما إذا كان بإمكانك الحصول على مساعدة لدفع تكاليف التدفئة أو لإعادة تشغيلها.",
        "question": "كيف تدفئ منزلك؟",
        "hint": "إذا كنت تستخدم أكثر من طريقة، فاختر الأكثر استخداما.",
        "gas": "غاز من شبكة الشارع",
        "oil": "زيت أو بروبان من خزان",
        "power": "كهرباء",
        "other": "شيء آخر، مثل الخشب أو الفحم",
        "error": "اختر كيف تدفئ منزلك",
        "because": "دخلك ضمن الحد المسموح به لأربعة أشخاص",
    },
}


def services(language: str) -> tuple[ServiceCard, ...]:
    """Three cards."""
    said = _SAID[language]
    agency = "Meridian Department of Human Services"
    heat = ServiceCard(
        slug="heating-help", title=said["service"], summary=said["summary"], agency=agency, language=language
    )
    food = replace(heat, slug="food", language="en", title="Check if you can get food assistance")
    street = replace(food, slug="street", title="Report a problem in the street", agency="Meridian Public Works")
    return (heat, food, street)


def service_page(language: str, direction: str) -> ServicePage:
    """A start page with everything on it."""
    card = services(language)[0]
    return ServicePage(
        slug=card.slug,
        title=card.title,
        summary=card.summary,
        agency=card.agency,
        language=language,
        before="- Your heating bill or shut-off notice\n- How much money your household got last month, before taxes",
        minutes=5,
        emergency="**Smell gas?** Leave now. Then call 911 or the gas emergency line at 555-0111.",
        disclaimer="This is an estimate, not a decision. You can apply no matter what this tool says.",
        languages=("en", "es"),
        direction=direction,
    )


def article(language: str) -> ArticleView:
    """An article with every element an editor can write."""
    return ArticleView(
        slug="apply-for-heating-help",
        title="How to apply for heating help",
        summary="You can apply online, by phone or at an office near you. It takes about 20 minutes.",
        body=(
            "## What you need\n\n- A photo ID\n- Your last heating bill\n- Proof of income for the last **30 days**\n\n"
            "## How to apply\n\n1. Call [555-0110](tel:555-0110).\n2. Say that you want heating help.\n\n"
            "| People | Monthly limit |\n|---|---|\n| 1 | $3,322 |\n| 2 | $4,345 |\n\n"
            "> Nobody may shut off your heat while we look at your application.\n"
        ),
        language="en",
        is_fallback=language != "en",
        version=3,
        updated_on=TODAY,
        reviewed_on=TODAY,
        sources=(ArticleSource(title="LIHEAP income guidelines", url="https://www.acf.gov/"),),
    )


def views(language: str, direction: str) -> dict[str, View]:
    """Every step of a journey, by name."""
    said = _SAID[language]
    pages = {**_questions(said), **_together(said), **_tellings(said), **result_pages(said), **_endings(said)}
    return {name: _view(page, said, language, direction) for name, page in pages.items()}


def _view(page: Page, said: dict[str, str], language: str, direction: str) -> View:
    spoken = "en" if page.is_untranslated else language
    shown = "ltr" if page.is_untranslated else direction
    is_receipt = page.kind is PageKind.RECEIPT
    return View(
        public_id="sample",
        slug="heating-help",
        service_title=said["service"],
        language=language,
        languages=("en", "es", "ar"),
        page=replace(page, language=spoken, direction=shown),
        accepted=not page.errors,
        article=article(language) if page.article and page.article != "retired" else None,
        receipt=_receipt(said) if is_receipt else None,
        consent="I agree that the Department of Human Services reads my answers and contacts me about them.",
        disclaimer="This is an estimate, not a decision. You can apply no matter what this tool says.",
        emergency="**Smell gas?** Leave now. Then call 911." if is_receipt or page.kind is PageKind.HELP else "",
        expires_on=date(2026, 12, 22),
        outdated=page.back == "outdated",
        as_of=TODAY,
    )


def _page(kind: PageKind, **values: Any) -> Page:
    return Page(kind=kind, place="sample", node="sample", **values)


def _question(title: str, field: Field, **values: Any) -> Page:
    return _page(PageKind.QUESTION, title=title, field=field, **values)


def _field(widget: Widget, type_: str, **values: Any) -> Field:
    return Field(widget=widget, fact="sample", type=type_, **values)


def _wrong(message: str, target: str = "answer") -> tuple[FieldError, ...]:
    return (FieldError(target=target, message=message),)


def _lines(said: dict[str, str]) -> tuple[Line, ...]:
    return (
        Line(place="people", fact="people", label="People in your home", value="4"),
        Line(place="heat", fact="heat", label=said["question"], value=said["gas"]),
        Line(place="income", fact="income", label="Monthly income before taxes", value="$2,150", sensitive=True),
    )


def _reasons(said: dict[str, str]) -> tuple[Reason, ...]:
    first = Reason(
        node="fits",
        rule="limit",
        sentence=said["because"],
        source_title="LIHEAP income guidelines",
        source_url="https://www.acf.gov/",
    )
    return (first, Reason(node="risk", rule="notice", sentence="You have a shut-off notice"))


def _questions(said: dict[str, str]) -> dict[str, Page]:
    fuels = tuple(Choice(value=key, label=said[key]) for key in ("gas", "oil", "power", "other"))
    hinted = (replace(fuels[0], hint="You pay a utility company each month"), replace(fuels[1], checked=True), fuels[2])
    radios = _field(Widget.RADIOS, "choice", choices=fuels)
    yes_no = _field(
        Widget.RADIOS, "boolean", choices=(Choice(value="true", label="Yes"), Choice(value="false", label="No"))
    )
    boxes = _field(
        Widget.CHECKBOXES, "choices", choices=(*fuels, Choice(value="none", label="None of these", exclusive=True))
    )
    day = (
        Part(name="month", label="Month", width=2, inputmode="numeric", value="2"),
        Part(name="day", label="Day", width=2, inputmode="numeric", value="30"),
        Part(name="year", label="Year", width=4, inputmode="numeric", value="2026"),
    )
    address = (
        Part(name="line", label="Street address", autocomplete="address-line1"),
        Part(name="city", label="City", autocomplete="address-level2"),
        Part(name="postcode", label="ZIP code", width=5, autocomplete="postal-code", inputmode="numeric"),
        Part(name="latitude", label="Latitude", width=10, optional=True),
    )
    names = ("Newport", "New Haven", "Albion", "Ashford", "Bridgeton", "Clayton", "Dover", "Easton", "Fairview")
    towns = _field(Widget.TYPEAHEAD, "place", choices=tuple(Choice(value=each.lower(), label=each) for each in names))
    sent = _field(Widget.FILE, "file", accept=("image/jpeg", "image/png", "image/webp", "application/pdf"))
    money = _field(Widget.TEXT, "money", prefix="$", inputmode="decimal", width=9)
    story = _field(Widget.TEXTAREA, "text", max_length=500, spellcheck=True, value="The boiler makes a loud noise.")
    return {
        "radios": _question(said["question"], radios, hint=said["hint"], lines=_lines(said), back="people"),
        "radios-error": _question(said["question"], radios, hint=said["hint"], errors=_wrong(said["error"])),
        "radios-hints": _question(
            said["question"], replace(radios, choices=hinted), help="We ask because each fuel has its **own** program."
        ),
        "yes-no": _question("Is your heat off now, or will it be off in the next 3 days?", yes_no),
        "checkboxes": _question(
            "Which of these does anyone in your home get?", boxes, hint="We use this to save time."
        ),
        "checkboxes-error": _question("Which of these do you get?", boxes, errors=_wrong("Select what you get")),
        "number": _question(
            "How many people live in your home?", _field(Widget.TEXT, "integer", width=2, inputmode="numeric")
        ),
        "money": _question("What is your monthly income before taxes?", money, hint="For example, $2,150"),
        "money-error": _question(
            "What is your monthly income before taxes?",
            replace(money, value="lots"),
            errors=_wrong("Enter an amount in dollars, such as 2,150"),
        ),
        "readings": _question(
            "What is your monthly income before taxes?",
            replace(
                money,
                value="1.500",
                meant=(Choice(value="1.50", label="$1.50"), Choice(value="1500.00", label="$1,500")),
            ),
            errors=_wrong("This can mean $1.50 or $1,500: say which one, or enter the number again"),
        ),
        "suffix": _question(
            "How long is your home?", _field(Widget.TEXT, "integer", suffix="feet", width=4, inputmode="numeric")
        ),
        "email": _question(
            "What is your email address?",
            _field(Widget.TEXT, "email", autocomplete="email", inputmode="email"),
            optional=True,
        ),
        "textarea": _question("What is wrong with your heat?", story),
        "date": _question(
            "When does the notice say?", _field(Widget.PARTS, "date", parts=day), hint="Such as 11 22 2026"
        ),
        "date-error": _question(
            "When does the notice say?",
            _field(Widget.PARTS, "date", parts=day),
            errors=_wrong("February 2026 has 28 days", "answer-day"),
        ),
        "address": _question("Where do you live?", _field(Widget.PARTS, "address", parts=address)),
        "typeahead": _question("Which town do you live in?", towns),
        "typeahead-matches": _question(
            "Which town do you live in?",
            replace(towns, value="new", meant=towns.choices[:2]),
            errors=_wrong("Select the one you mean, or type more of the name"),
        ),
        "select": _question("Which county do you live in?", _field(Widget.SELECT, "place", choices=fuels)),
        "file": _question("Send us a picture of the notice", sent, optional=True),
        "file-kept": _question(
            "Send us a picture of the notice",
            replace(sent, value="notice.jpg", kept="sample"),
            errors=_wrong("Choose a smaller picture, or take a photo of the paper"),
        ),
        "changing": _question(said["question"], replace(radios, choices=hinted), returning=True),
        "untranslated": _question("How many rooms do you heat?", radios, is_untranslated=True, reasons=_reasons(said)),
    }


def _together(said: dict[str, str]) -> dict[str, Page]:
    """Several questions on one page, before and after a refusal of two of them."""
    fuels = tuple(Choice(value=key, label=said[key]) for key in ("gas", "oil", "power"))
    day = (
        Part(name="month", label="Month", width=2, inputmode="numeric"),
        Part(name="day", label="Day", width=2, inputmode="numeric", value="31"),
        Part(name="year", label="Year", width=4, inputmode="numeric", value="1984"),
    )
    name = Question(
        id="name", name="name.answer", title="Full name", field=_field(Widget.TEXT, "text", autocomplete="name")
    )
    born = Question(
        id="born",
        name="born.answer",
        title="Date of birth",
        hint="Such as 11 22 1984",
        field=_field(Widget.PARTS, "date", parts=day),
    )
    heat = Question(
        id="heat",
        name="heat.answer",
        title=said["question"],
        field=_field(Widget.RADIOS, "choice", choices=fuels),
        help="We ask because each fuel has its **own** program.",
    )
    email = Question(
        id="email", name="email.answer", title="Email address", field=_field(Widget.TEXT, "email"), optional=True
    )
    wrong = replace(born, errors=_wrong("Enter a month", "born.answer-month"))
    unchosen = replace(heat, errors=_wrong(said["error"], "heat.answer"))
    page = _page(
        PageKind.PAGE,
        title="About you",
        body="We need this to find you in our files.",
        questions=(name, born, heat, email),
        lines=_lines(said),
        back="people",
    )
    refused = replace(page, questions=(name, wrong, unchosen, email), errors=(*wrong.errors, *unchosen.errors))
    return {"page": page, "page-error": refused, **_members(said)}


def _members(said: dict[str, str]) -> dict[str, Page]:
    """A list with two members, one with none yet."""
    yes_no = _field(
        Widget.RADIOS, "boolean", choices=(Choice(value="true", label="Yes"), Choice(value="false", label="No"))
    )
    members = tuple(
        Member(number=number, title=f"Person {number}", place="people", lines=_lines(said)[:2]) for number in (1, 2)
    )
    asked: dict[str, Any] = {"title": "Does anyone else live with you?", "field": yes_no, "back": "people"}
    grouped = tuple(replace(line, group=f"Person {number}") for number in (1, 2) for line in _lines(said))
    return {
        "members": _page(PageKind.MEMBERS, **asked, members=members, can_remove=True),
        "members-none": _page(PageKind.MEMBERS, **asked),
        "members-error": _page(PageKind.MEMBERS, **asked, members=members, errors=_wrong("Select yes or no")),
        "check-members": _page(PageKind.CHECK, lines=grouped, contact_lines=_contact_lines(), contact_place="contact"),
        "question-of-a-member": _question("How old is this person?", yes_no, lead="Person 2"),
    }


def _tellings(said: dict[str, str]) -> dict[str, Page]:
    contact = tuple(ContactField(name=name) for name in ("name", "phone", "email", "safe_times"))
    needed = ("phone", "email")
    asked: dict[str, Any] = {"contact": contact, "contact_one_of": needed, "reasons": _reasons(said), "back": "people"}
    wrong = _wrong("Enter a phone number or an email address, so that somebody can reach you", "phone")
    return {
        "message": _page(
            PageKind.MESSAGE,
            title="You may get help right away",
            body="Your heat may be **protected** from November to April.\n\n- Do not wait\n- Keep your notice",
            back="people",
            lines=_lines(said),
        ),
        "article": _page(
            PageKind.ARTICLE, article="x", can_be_unsolved=True, reasons=_reasons(said), lines=_lines(said)
        ),
        "article-solved": _page(PageKind.ARTICLE, article="x", solved=True),
        "article-unsolved": _page(PageKind.ARTICLE, article="x", solved=False),
        "contact": _page(PageKind.CONTACT, **asked),
        "contact-error": _page(PageKind.CONTACT, **{**asked, "errors": wrong}),
        "contact-anonymous": _page(PageKind.CONTACT, **asked, may_stay_anonymous=True),
    }


def _endings(said: dict[str, str]) -> dict[str, Page]:
    lines = _lines(said)
    return {
        "check": _page(
            PageKind.CHECK, lines=lines, contact_lines=_contact_lines(), contact_place="contact", reasons=_reasons(said)
        ),
        "check-anonymous": _page(PageKind.CHECK, lines=lines, contact_place="contact", is_anonymous=True),
        "receipt": _page(PageKind.RECEIPT),
        "end": _page(
            PageKind.END,
            title="You do not need our help for this",
            body="Call your landlord first. By law they must keep your home at 68 °F.",
            reasons=_reasons(said),
            lines=lines,
        ),
        "stuck": _page(PageKind.HELP, lines=lines),
        "outdated": _page(PageKind.END, title="You can apply", body="Call us.", back="outdated"),
        "article-retired": _page(PageKind.ARTICLE, article="retired"),
    }


def _contact_lines() -> tuple[Line, ...]:
    return (
        Line(place="contact", fact="name", label="Name", value="Sam Sample"),
        Line(place="contact", fact="phone", label="Phone number", value="(212) 555-0142"),
    )


def _receipt(said: dict[str, str]) -> Receipt:
    return Receipt(
        reference="MER-7K2-94Q",
        status_code="CEDAR-4410-PINE",
        sent_at=NOON,
        queue_title="Energy emergencies",
        lines=_lines(said),
        contact_lines=_contact_lines(),
        promise="A person will contact you today, or on the next working day.",
        is_new=True,
        mailed_to="sam@example.org",
    )
