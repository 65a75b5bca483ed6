"""Published rows of our own, in the formats of the sources; all of it is invented."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from wolouj.foundation.actor import OPERATOR
from wolouj.notices.importing import Imported, import_files
from wolouj.notices.sources.formats import FORMATS
from wolouj.notices.sources.incoming import Incoming, IncomingResult, Read, Refused

AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
SHARED = Path(__file__).parents[3] / "shared" / "data"
PORTAL = "https://www.marchespublics.gov.ma/index.php?page=entreprise.EntrepriseDetailsConsultation"


def tender(n: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of open tenders; the n-th closes on the n-th hour after the others."""
    return {
        "date_limite": f"{1 + n // 20 % 28:02}/12/2026 {n % 20:02}:00",
        "ref": f"{n}/2026",
        "objet": "Travaux de peinture de l'école (échantillon)",
        "entite_publique": "COMMUNE AFOURER",
        "type_procedure": "Appel d'offres ouvert simplifié | Sur offre de prix",
        "categorie": "Travaux",
        "lieu_execution": "AZILAL, BENI MELLAL",
        "estimation_ttc": "120 000,00",
        "caution_provisoire": "2 000,00 MAD",
        "visites_lieux": None,
        "refConsultation": str(900_000 + n),
        "orgAcronyme": "x1y",
        "scraped_at": "2026-11-20T08:00:00+00:00",
        "url_detail": f"{PORTAL}&refConsultation={900_000 + n}&orgAcronyme=x1y",
    } | changes


def result(n: int = 1, **changes: Any) -> dict[str, Any]:
    """A card of an awarded purchase order."""
    return {
        "reference": f" {n}/2026",
        "objet": "  Achat de fournitures de bureau (échantillon)",
        "acheteur": "COMMUNE AFOURER",
        "date_publication": f"{1 + n % 20:02}/11/2026 15:30",
        "nombre_devis": "4",
        "attribue": True,
        "entreprise_attributaire": "Titulaire inventé",
        "montant": "7 200,00 MAD",
    } | changes


def lines(*rows: Any) -> bytes:
    """A file of rows; what is bytes already is left as it is."""
    return b"\n".join(row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows)


def read(format: str, data: bytes, name: str = "avis") -> list[Read]:
    """Everything a source makes of the bytes."""
    return list(FORMATS[format](BytesIO(data), name))


def one(format: str, data: bytes) -> Incoming:
    """The one notice of the bytes."""
    (found,) = read(format, data)
    assert isinstance(found, Incoming), found
    return found


def one_result(format: str, data: bytes) -> IncomingResult:
    """The one result of the bytes."""
    (found,) = read(format, data)
    assert isinstance(found, IncomingResult), found
    return found


def refusal(format: str, data: bytes) -> tuple[int | None, str | None, str]:
    """(row, field, reason) of the one refusal, checked to be said in both languages with its file."""
    (found,) = read(format, data, "le fichier.x")
    return told(found)


def told(found: Read) -> tuple[int | None, str | None, str]:
    """(row, field, reason) of a refusal, checked to be a sentence in both languages and to name its file."""
    assert isinstance(found, Refused), found
    assert found.file
    assert len(found.text.fr) > 10 and len(found.text.ar) > 10 and found.text.fr != found.text.ar
    assert "{" not in found.text.fr + found.text.ar
    return found.row, found.field, found.reason


def bring_in(folder: Path, data: bytes, name: str = "avis.jsonl", *, at: datetime = AT, **more: Any) -> Imported:
    """Import those bytes as a file of that name."""
    path = folder / name
    path.write_bytes(data)
    return import_files([(path, name)], by=OPERATOR, at=at, **more)


def shared(name: str) -> Path:
    """A file of real rows, or the test is skipped and says so."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the real rows are not here: {path.name}")
    return path
