"""Minutes of an opening written by us, all names invented: as text, as a PDF, as a picture of a page."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from wolouj.foundation.printing import pdf

TEXT = """ROYAUME DU MAROC
COMMUNE DE XOUDRA
EXTRAIT DU PROCES VERBAL DE LA SEANCE D'APPEL D'OFFRES OUVERT N° 12/2026/CX
Objet : Achat de fournitures de bureau pour la commune de Xoudra
- Maître d'ouvrage : Commune de Xoudra
- Date d'ouverture des plis : 12/11/2026 à 10h00
- Lieu d'ouverture des plis : siège de la commune
- Journaux ayant publié l'avis : Le Quotidien n° 18355 du 20/10/2026
- Liste des concurrents ayant déposé leurs plis :
1. STE ALPHA XOUDRA SARL
2. COOPERATIVE BETA NOUR
3. STE GAMMA DIVERS SARL AU
- Liste des concurrents écartés à l'issue de l'examen des dossiers administratifs et techniques :
Concurrent écarté Motif d'écartement
STE GAMMA DIVERS SARL AU Absence de la déclaration sur l'honneur signée
- Liste des concurrents admis sans réserve :
1. STE ALPHA XOUDRA SARL
2. COOPERATIVE BETA NOUR
- Montant des actes d'engagement des concurrents :
STE ALPHA XOUDRA SARL 48 000,00
COOPERATIVE BETA NOUR 45 600,00
- Vérification des montants des actes d'engagement des concurrents :
STE ALPHA XOUDRA SARL 48 000,00
COOPERATIVE BETA NOUR 46 500,00
- Concurrent retenu :
COOPERATIVE BETA NOUR 46 500,00 DHS TTC
- Justification du choix de l'attributaire : offre la plus avantageuse
- Date d'achèvement des travaux de la commission : 19/11/2026
Fait à Xoudra le 19/11/2026
"""

_PAGE = """#set page("a4", margin: 2cm)
#set text(font: "Amiri", size: 12pt)
#for line in json(bytes(sys.inputs.d)).text.split("\\n") [#line \\ ]
"""


def as_pdf(folder: Path, text: str = TEXT) -> bytes:
    """The text as a PDF with a text layer."""
    page = folder / "page.typ"
    page.write_text(_PAGE, "utf-8")
    return pdf(page, {"text": text}, root=folder)


def as_picture(folder: Path, dots: int = 200) -> Image.Image:
    """The first page as a scanner would give it."""
    return pdfium.PdfDocument(as_pdf(folder))[0].render(scale=dots / 72).to_pil().convert("L")


def as_scan(folder: Path) -> bytes:
    """The same as a PDF that holds only the picture."""
    out = io.BytesIO()
    as_picture(folder).save(out, "PDF", resolution=200)
    return out.getvalue()
