"""The ceilings of a year as plain data, ready for JSON: the contract of ``wolouj ceiling``."""

from __future__ import annotations

from rulebook.engine.plain import Json, money_as_json, question_as_json, step_as_json
from rulebook.taxes.ceilings import Ceiling


def ceiling_as_json(found: Ceiling) -> Json:
    """A year: amounts are text with two decimals, sentences in both languages."""
    return {
        "outcome": found.outcome.value,
        "year": found.year,
        "ceiling": money_as_json(found.ceiling),
        "total": money_as_json(found.total),
        "left": money_as_json(found.left),
        "over": money_as_json(found.over),
        "clients": [
            {
                "name": client.name,
                "paid": money_as_json(client.paid),
                "excess": money_as_json(client.excess),
                "kept": money_as_json(client.kept),
            }
            for client in found.clients
        ],
        "kept": money_as_json(found.kept),
        "own_tax": money_as_json(found.own_tax),
        "steps": [step_as_json(step) for step in found.steps],
        "questions": [question_as_json(one) for one in found.questions],
        "confidence": found.confidence.value,
    }
