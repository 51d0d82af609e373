"""What people type, in the languages they type it, and the page they should see first: on the shipped content."""

from __future__ import annotations

from pathlib import Path

from tests.webapp.rows import NOON
from webapp.persistence import UnitOfWork
from webapp.services.knowledge import import_articles
from webapp.services.publishing import import_flows
from webapp.services.search import Found, search

FLOWS = Path(__file__).parents[4] / "flows"
HEAT, FOOD, STREET = "heating-help", "food-assistance", "report-a-problem"
LICENSE, PERSON = "get-your-license", "talk-to-someone"
JOBLESS, BUSINESS = "unemployment", "start-a-food-business"
BENEFITS = "which-benefits"
SERVICES = {
    "en": {
        "heat": HEAT,
        "heating help": HEAT,
        "I need help with my gas bill": HEAT,
        "my heat was turned off": HEAT,
        "can't pay electric bill": HEAT,
        "shut off notice": HEAT,
        "shutoff": HEAT,
        "LIHEAP": HEAT,
        "furnace broke": HEAT,
        "propane": HEAT,
        "haeting": HEAT,
        "electricty": HEAT,
        "it is cold in my apartment": HEAT,
        "food stamps": FOOD,
        "SNAP": FOOD,
        "EBT card": FOOD,
        "groceries": FOOD,
        "i am hungry": FOOD,
        "no food for my kids": FOOD,
        "foood": FOOD,
        "how to get snap": FOOD,
        "pothole": STREET,
        "potholes on my street": STREET,
        "street light is out": STREET,
        "streetlight": STREET,
        "garbage was not picked up": STREET,
        "graffitti": STREET,
        "dead animal": STREET,
        "311": STREET,
        "report a problem": STREET,
        "calefacción": HEAT,
        "estampillas de comida": FOOD,
        "bache": STREET,
        "which benefits can I get": BENEFITS,
        "help with rent": BENEFITS,
        "Section 8": BENEFITS,
        "Head Start": BENEFITS,
        "qué beneficios puedo recibir": BENEFITS,
        "lost my job": JOBLESS,
        "laid off": JOBLESS,
        "I was fired yesterday": JOBLESS,
        "unemployement": JOBLESS,
        "drivers licence": LICENSE,
        "DMV": LICENSE,
        "real id": LICENSE,
        "renew my license": LICENSE,
        "speak to a person": PERSON,
        "my caseworker does not call back": PERSON,
        "complaint": PERSON,
        "sell cookies from home": BUSINESS,
        "food truck": BUSINESS,
        "start a restaurant": BUSINESS,
        "what benefits can I get": BENEFITS,
        "medicaid": BENEFITS,
        "WIC": BENEFITS,
        "health insurance for my kids": BENEFITS,
        "التدفئة": HEAT,
    },
    "ar": {
        "طعام": FOOD,
        "المساعدة الغذائية": FOOD,
        "فاتورة الغاز": HEAT,
        "تدفئه": HEAT,
        "حفرة في الشارع": STREET,
        "قمامة": STREET,
        "SNAP": FOOD,
    },
    "es": {
        "calefaccion": HEAT,
        "ayuda para pagar la calefacción": HEAT,
        "factura de luz": HEAT,
        "me cortaron el gas": HEAT,
        "comida": FOOD,
        "cupones de alimentos": FOOD,
        "no tengo comida": FOOD,
        "bache en la calle": STREET,
        "basura": STREET,
        "semáforo": STREET,
        "heating": HEAT,
        "perdí mi trabajo": JOBLESS,
        "licencia de conducir": LICENSE,
        "hablar con una persona": PERSON,
        "qué beneficios puedo recibir": BENEFITS,
    },
}
ARTICLES = {
    "en": {
        "fair hearing": "ask-for-a-fair-hearing",
        "appeal a decision": "ask-for-a-fair-hearing",
        "appeal my unemployment": "appeal-an-unemployment-decision",
        "real id papers": "real-id-documents",
        "unemployment overpayment": "unemployment-overpayment",
        "weekly certification": "weekly-unemployment-form",
        "no birth certificate": "when-a-document-is-missing",
        "missing document": "when-a-document-is-missing",
        "do I pay tax on unemployment": "unemployment-and-taxes",
        "food within 7 days": "food-help-within-7-days",
        "how to apply for snap": "apply-for-snap",
        "missed trash": "missed-trash-pickup",
        "landlord pays heat": "heat-included-in-rent",
        "stop a shut-off": "stop-a-utility-shut-off",
        "stay warm": "stay-warm-and-safe",
        "food pantry": "other-food-help",
    },
    "es": {
        "audiencia imparcial": "ask-for-a-fair-hearing",
        "no recogieron la basura": "missed-trash-pickup",
        "evitar corte de luz": "stop-a-utility-shut-off",
    },
}


def test_people_see_first_what_they_came_for(uow: UnitOfWork):
    import_flows(uow, FLOWS, now=NOON)
    import_articles(uow, FLOWS / "articles", now=NOON)
    wrong = [
        (query, wanted, got)
        for kind, wishes in (("services", SERVICES), ("articles", ARTICLES))
        for language, queries in wishes.items()
        for query, wanted in queries.items()
        if (got := _first(search(uow, query, language=language), kind)) != wanted
    ]
    assert wrong == []


def test_there_are_enough_of_them():
    assert sum(len(queries) for wishes in (SERVICES, ARTICLES) for queries in wishes.values()) >= 40


def _first(found: Found, kind: str) -> str:
    results = getattr(found, kind)
    return results[0].slug if results else ""
