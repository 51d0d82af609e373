"""Numbers about journeys: what people meet in a flow, told of many and never of few."""

from webapp.services.analytics.footfall import (
    LEAST,
    Count,
    StepNumbers,
    count_steps,
    list_languages,
    median_stays,
)

__all__ = ["LEAST", "Count", "StepNumbers", "count_steps", "list_languages", "median_stays"]
