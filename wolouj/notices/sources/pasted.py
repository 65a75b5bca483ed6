"""Pasted text → a draft: what a person copies from the portal's page, or receives in a message.

Fields are found by their labels, in any order, in French or in Arabic, label and value on one row or two.
Nothing is guessed: what is not found stays out, what could be read two ways is marked. The draft is always
shown to a person before it becomes a notice. The markup of the portal's purchase-order page is not known
to us; this reads its visible text and claims no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from rulebook.engine.facts import BuyerRules, Category, Procedure
from wolouj.notices.sources.dates import find_clock, find_day
from wolouj.notices.sources.folding import clean, fold
from wolouj.notices.sources.lines import read_lines

CASABLANCA = ZoneInfo("Africa/Casablanca")
MAX_CHARACTERS = 100_000

LABELS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "reference de l'avis", "reference de la consultation", "n° de l'avis", "avis n°",
                  "n° avis", "numero", "numero de l'avis", "المرجع", "مرجع", "رقم الاعلان", "مرجع الاعلان", "رقم"),
    "object": ("objet", "objet de l'avis", "objet de la consultation", "objet du bon de commande", "intitule de l'avis",
               "الموضوع", "موضوع", "موضوع الاعلان", "موضوع سند الطلب"),
    "buyer": ("acheteur", "acheteur public", "organisme", "entite publique", "entite d'achat", "service acheteur",
              "maitre d'ouvrage", "administration", "organisme acheteur", "entite acheteuse",
              "صاحب المشروع", "المشتري", "المشتري العمومي", "الادارة", "الاداره", "الجهه المشتريه"),
    "published": ("date mise en ligne", "date de mise en ligne", "mise en ligne", "mis en ligne le", "date de publication",
                  "publie le", "date publication", "تاريخ النشر", "نشر بتاريخ", "تاريخ الوضع على الخط"),
    "deadline": ("date limite", "date limite de remise des devis", "date limite de reception des devis", "date et heure limite",
                 "date limite de depot des devis", "date limite de remise des plis", "date limite de depot", "date limite de reception",
                 "date et heure limite de remise des devis", "date et heure limite de remise des plis", "delai de depot",
                 "date heure limite", "date limite remise des devis", "dernier delai", "limite",
                 "اخر اجل", "الاجل الاقصي", "اجل الايداع", "اخر اجل لايداع بيانات الاثمان", "اخر اجل لايداع العروض", "التاريخ الاقصي"),
    "places": ("lieu d'execution", "lieux d'execution", "lieu", "lieu de livraison", "lieu d'execution ou de livraison",
               "lieu de prestation", "localisation", "مكان التنفيذ", "مكان التسليم", "المكان", "مكان الانجاز"),
    "category": ("categorie", "categorie principale", "type de prestation", "الفيه", "الصنف", "فيه"),
    "nature": ("nature", "nature de prestation", "nature de la prestation", "nature de prestations", "nature des prestations",
               "domaine d'activite", "طبيعه الاعمال", "طبيعه", "نوع الخدمه"),
    "estimate": ("estimation", "estimation (en dhs ttc)", "estimation ttc", "montant estimatif", "estimation du maitre d'ouvrage",
                 "الكلفه التقديريه", "كلفه تقدير الاعمال", "التقدير"),
    "reserved": ("reserve", "reserve a la pme", "reserve aux tpme", "reserve a la tpme", "marche reserve", "reserve pme", "محجوز", "مخصص"),
    "kind": ("procedure", "type de procedure", "type d'annonce", "mode de passation", "المسطره", "نوع المسطره"),
    "status": ("statut", "etat", "etat de l'avis", "الحاله", "وضعيه الاعلان"),
}  # fmt: skip
"""Folded labels by field of the notice JSON."""

ASIDE = (
    "delai d'execution", "delai de livraison", "delai", "telephone", "tel", "fax", "e-mail", "email", "courriel", "contact",
    "adresse", "validite", "validite du devis", "pieces jointes", "piece jointe", "documents", "garantie", "identifiant",
    "nombre de lots", "caution provisoire", "cautionnement provisoire", "heure", "date d'ouverture des plis", "visite des lieux",
    "reunion", "echantillons", "variante", "avis", "lien", "url", "site", "مده التنفيذ", "اجل التنفيذ", "الهاتف", "العنوان", "الوثايق",
)  # fmt: skip
"""Labels we know and do not keep: without them, "Délai : 30 jours" would read as a line of thirty days."""

SECTIONS = ("articles", "liste des articles", "articles demandes", "detail des articles", "prestations", "bordereau des prix",
            "البنود", "لايحه البنود", "قايمه المواد", "المواد")  # fmt: skip

_LABEL_OF = {label: name for name, labels in LABELS.items() for label in labels} | dict.fromkeys(ASIDE, "")
_CATEGORIES = {"travaux": Category.WORKS, "fournitures": Category.SUPPLIES, "services": Category.SERVICES,
               "etudes": Category.STUDIES, "اشغال": Category.WORKS, "توريدات": Category.SUPPLIES,
               "خدمات": Category.SERVICES, "دراسات": Category.STUDIES}  # fmt: skip
_YES = ("oui", "yes", "نعم")
_NO = ("non", "no", "لا")


@dataclass
class Read:
    """What was read: ``fields`` is the documented notice JSON, ``doubts`` says what wants a look and why.

    Doubts are codes: ``missing``, ``hour_missing``, ``two_values``, ``not_understood``, ``thousand_or_decimal``.
    """

    fields: dict[str, object] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


def read(text: str) -> Read:
    """Read pasted ``text`` (at most :data:`MAX_CHARACTERS`) into fields of the notice JSON and doubts."""
    values, rest, twice = _split(clean(text[:MAX_CHARACTERS]))
    result = Read(doubts=dict.fromkeys(twice, "two_values"))
    fields = result.fields
    fields["kind"] = _kind(values.get("kind", ""), fold(text))
    for name in ("reference", "object", "buyer"):
        fields[name] = values.get(name, "")
    for name in ("published", "deadline"):
        _instant(result, name, values.get(name, ""))
    fields["places"] = [p.strip() for p in re.split(r"[,;/\n]| - ", values.get("places", "")) if p.strip()]
    fields["category"] = next((c.value for word, c in _CATEGORIES.items() if word in fold(values.get("category", ""))), None)
    fields["nature"] = values.get("nature") or None
    fields["estimate"] = values.get("estimate") or None
    fields["reserved"] = _yes_no(values.get("reserved", ""))
    fields["cancelled"] = True if re.search(r"annul|ملغ|الغاء", fold(values.get("status", ""))) else None
    fields["rulebook"] = BuyerRules.UNKNOWN.value
    lines = read_lines(rest)
    fields["lines"] = [line.document() for line in lines]
    for index, line in enumerate(lines):
        result.doubts |= {f"lines.{index}.{name}": code for name, code in line.doubts.items()}
    if not fields["object"] and (title := _title(rest)):
        fields["object"] = title
        result.doubts["object"] = "not_understood"
    for name in ("reference", "object", "buyer", "deadline", "lines"):
        if not fields.get(name):
            result.doubts.setdefault(name, "missing")
    return result


def _split(text: str) -> tuple[dict[str, str], str, set[str]]:
    """Labelled values, what is left (the lines), and the fields met twice with different values."""
    values: dict[str, str] = {}
    twice: set[str] = set()
    rest: list[str] = []
    waiting: str | None = None
    for row in text.split("\n"):
        name, value = _label(row)
        if name is None and waiting is not None and row.strip():
            name, value = waiting, row.strip()
        elif name is None:
            if fold(row).strip(" :") not in SECTIONS:
                rest.append(row)
            continue
        waiting = name if not value else None
        if not name or not value:
            continue
        if name in values and fold(values[name]) != fold(value):
            twice.add(name)
        values.setdefault(name, value)
    return values, "\n".join(rest), twice


def _label(row: str) -> tuple[str | None, str]:
    """``("reference", "07/2026")`` for a labelled row; ``(None, "")`` for any other."""
    for mark in (":", "\t", "："):
        label, found, value = row.partition(mark)
        if found and (name := _LABEL_OF.get(fold(label).strip(" .*-"))) is not None:
            return name, value.strip(" \t")
    name = _LABEL_OF.get(fold(row).strip(" .:*-"))
    return (name, "") if name is not None else (None, "")


def _instant(result: Read, name: str, text: str) -> None:
    folded = fold(text)
    day = find_day(folded)
    if day is None:
        result.fields[name] = None
        if text:
            result.doubts[name] = "not_understood"
        return
    clock = find_clock(folded)
    if clock is None and name == "deadline":
        result.doubts[name] = "hour_missing"
        result.fields["deadline_day"] = day.isoformat()
        result.fields[name] = None
        return
    result.fields[name] = datetime.combine(day, clock or time(0, 0), CASABLANCA).isoformat()


def _kind(procedure: str, whole: str) -> str:
    tender = re.search(r"appel d'offres|طلب عروض|appel d offres", fold(procedure) or whole)
    order = re.search(r"bon de commande|bons de commande|avis d'achat|سند الطلب|devis", whole)
    return (Procedure.TENDER if tender and not order else Procedure.PURCHASE_ORDER).value


def _yes_no(text: str) -> bool | None:
    words = fold(text).split()
    if not words:
        return None
    return True if words[0] in _YES else False if words[0] in _NO else None


def _title(rest: str) -> str:
    """The first row that reads like an object ("Achat de …", "شراء …"): a message often gives it without a label."""
    for row in rest.split("\n"):
        if re.match(r"(achat|fourniture|prestation|travaux|acquisition|location|organisation|entretien|شراء|اقتناء|توريد|اشغال|تنظيم)\b", fold(row)):
            return row.strip()
    return ""
