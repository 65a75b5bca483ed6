"""The portal's page of one tender, saved: its fields, broken bytes, and the pages that are another."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rulebook.engine.facts import Category, Procedure
from tests.notices.published import lines, one, read, refusal, tender

FORMAT = "portal-html"
IDS = "ctl0_CONTENU_PAGE_idEntrepriseConsultationSummary_"
ESTIMATE = IDS + "idReferentielZoneText_RepeaterReferentielZoneText_ctl0_labelReferentielZoneText"
FIELDS = {
    "reference": "1/2026",
    "objet": "Travaux de peinture de l'école (échantillon)",
    "entiteAchat": "COMMUNE AFOURER",
    "typeProcedure": "Appel d'offres ouvert simplifié",
    "modePassation": "Sur offre de prix",
    "categoriePrincipale": "Travaux",
    "nbrLots": "3 lots",
    "lieuxExecutions": "AZILAL, BENI MELLAL",
    "dateHeureLimiteRemisePlis": "01/12/2026 01:00",
    "cautionProvisoire": "2 000,00",
}
KEYS = '<a href="index.php?page=entreprise.X&amp;refConsultation=900001&amp;orgAcronyme=x1y">Dossier</a>'


def page(keys: str = KEYS, estimate: str = "120 000,00", comment: bytes = b"", **changes: str) -> bytes:
    """The page, with the form state that fills its head; an empty text leaves the field out."""
    spans = [f'<span id="{IDS}{key}">{value}</span>' for key, value in (FIELDS | changes).items() if value]
    zone = f'<div>Estimation (en Dhs TTC) : <span id="{ESTIMATE}">{estimate}</span></div>' if estimate else ""
    state = f'<input type="hidden" name="PRADO_PAGESTATE" value="{"A" * 16_000}">'
    body = f'<html><head><meta charset="utf-8"></head><body><form>{state}{keys}{"".join(spans)}{zone}</form></body>'
    return body.encode() + b"<!--" + comment + b"--></html>"


def test_the_page_of_a_tender() -> None:
    found = one(FORMAT, page())
    notice = found.notice
    assert (found.row, found.identity, found.source) == (None, "tender:900001:x1y", "portal")
    assert (notice.procedure, notice.category) == (Procedure.TENDER, Category.WORKS)
    assert (notice.reference, notice.object, notice.buyer) == (
        FIELDS["reference"],
        FIELDS["objet"],
        FIELDS["entiteAchat"],
    )
    assert notice.deadline == datetime(2026, 12, 1, 1, tzinfo=ZoneInfo("Africa/Casablanca"))
    assert notice.places == ("AZILAL", "BENI MELLAL")
    assert (notice.estimate, found.guarantee, found.lots_told) == (Decimal(120_000), Decimal(2000), 3)


def test_it_is_the_same_notice_as_the_row_of_a_collection() -> None:
    row, saved = one("tenders-jsonl", lines(tender())), one(FORMAT, page())
    assert (row.identity, row.url, row.procedure_told) == (saved.identity, saved.url, saved.procedure_told)
    assert (row.notice.deadline, row.notice.places) == (saved.notice.deadline, saved.notice.places)


def test_broken_bytes_in_a_comment_are_nobodys_business() -> None:
    assert one(FORMAT, page(comment=b"d\xe9but \xff\xfe")).notice.object == FIELDS["objet"]


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("objet", "objet"),
        ("entiteAchat", "entiteAchat"),
        ("lieuxExecutions", "lieuxExecutions"),
        ("categoriePrincipale", "categoriePrincipale"),
        ("cautionProvisoire", "cautionProvisoire"),
    ],
)
def test_broken_bytes_in_a_field_refuse_the_page(field: str, named: str) -> None:
    broken = page(**{field: "PLACE-OF-IT"}).replace(b"PLACE-OF-IT", "Béni".encode("cp1252"))
    assert refusal(FORMAT, broken) == (None, named, "encoding")


def test_broken_bytes_in_the_estimate_refuse_the_page() -> None:
    assert refusal(FORMAT, page(estimate="12\x00").replace(b"\x00", b"\xff")) == (None, "estimate", "encoding")


def test_a_page_in_another_encoding_is_refused_not_guessed() -> None:
    assert refusal(FORMAT, page().decode().encode("cp1252"))[2] == "encoding"


SIGN_IN = '<form><h1>Authentification</h1><input type="password" name="pw"><button>Se connecter</button></form>'
ORDER = """<html><nav><a href="/login">Se connecter</a></nav><h1>Avis d'achat par bon de commande</h1>
<p>Référence : 12/2026</p><p>Acheteur : COMMUNE AFOURER</p></html>"""


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (SIGN_IN, "login_page"),
        ("<html>Votre session a expiré, veuillez vous authentifier : <a>Connexion</a></html>", "login_page"),
        (ORDER, "not_a_tender_page"),
        ("<html><body>Bonjour</body></html>", "not_a_tender_page"),
        ("<html></html>", "not_a_tender_page"),
        ("", "not_a_tender_page"),
    ],
)
def test_another_page_is_named(html: str, reason: str) -> None:
    assert refusal(FORMAT, html.encode()) == (None, None, reason)


def test_the_page_of_a_purchase_order_is_shown_its_way() -> None:
    (found,) = read(FORMAT, ORDER.encode(), "bdc.html")
    assert "se colle en texte" in found.text.fr and "سند الطلب" in found.text.ar  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("keys", "field"),
    [
        ("", "refConsultation"),
        ('<a href="?refConsultation=900001">x</a>', "refConsultation"),
        (KEYS + KEYS.replace("900001", "900002"), "refConsultation"),
        (KEYS + KEYS.replace("x1y", "z9z"), "refConsultation"),
        (KEYS.replace("900001", "9000012345678901234567"), "refConsultation"),
        (KEYS.replace("900001", "90A"), "refConsultation"),
        (KEYS.replace("x1y", "x" * 21), "orgAcronyme"),
    ],
)
def test_a_page_without_one_number_of_its_own_is_refused(keys: str, field: str) -> None:
    assert refusal(FORMAT, page(keys=keys)) == (None, field, "identity")


def test_the_same_number_said_many_times_is_one() -> None:
    assert one(FORMAT, page(keys=KEYS * 5)).identity == "tender:900001:x1y"


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"reference": ""}, "reference", "missing"),
        ({"objet": ""}, "objet", "missing"),
        ({"entiteAchat": ""}, "entiteAchat", "missing"),
        ({"dateHeureLimiteRemisePlis": "bientôt"}, "dateHeureLimiteRemisePlis", "not_an_instant"),
        ({"cautionProvisoire": "1,234"}, "cautionProvisoire", "amount"),
        ({"estimate": "1,234"}, "estimate", "amount"),
        ({"objet": "x" * 2001}, "objet", "too_long"),
        ({"objet": "Achat &#x202e;98"}, "objet", "hidden_character"),
        ({"nbrLots": "99999"}, "nbrLots", "not_a_count"),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(change: dict[str, str], field: str, reason: str) -> None:
    assert refusal(FORMAT, page(**change)) == (None, field, reason)  # type: ignore[arg-type]


def test_what_the_page_does_not_tell_is_unknown() -> None:
    bare = dict.fromkeys(("nbrLots", "lieuxExecutions", "cautionProvisoire", "dateHeureLimiteRemisePlis"), "")
    found = one(FORMAT, page(estimate="", **bare))
    assert (found.notice.estimate, found.guarantee, found.lots_told) == (None, None, None)
    assert (found.notice.deadline, found.notice.places) == (None, ())
    assert one(FORMAT, page(estimate="0,00")).notice.estimate is None


def test_the_whole_object_is_taken_where_the_page_shows_a_short_one_too() -> None:
    twice = f'Travaux de…</span><span id="other_idEntrepriseConsultationSummary_objet">{FIELDS["objet"]}'
    assert one(FORMAT, page(objet=twice)).notice.object == FIELDS["objet"]


def test_a_zone_of_text_that_is_no_estimate_is_not_taken_for_one() -> None:
    html = page(estimate="").replace(
        b"</form>", f'<div>Qualification : <span id="{ESTIMATE}">5</span></div></form>'.encode()
    )
    assert one(FORMAT, html).notice.estimate is None


def test_markup_in_a_field_is_read_as_text_and_a_script_is_no_text_of_it() -> None:
    found = one(FORMAT, page(objet="Achat de <b>caf&eacute;</b>&nbsp;moulu &lt;fin&gt;"))
    assert found.notice.object == "Achat de café moulu <fin>"


def test_hostile_pages_end_in_a_refusal() -> None:
    assert refusal(FORMAT, b"<html>" + b"x" * 5_000_001) == (None, None, "page_too_big")
    assert refusal(FORMAT, b"<div>" * 20_000)[2] == "not_a_tender_page"
    assert refusal(FORMAT, b"\x00\x01<\xff" * 1000)[2] == "not_a_tender_page"
