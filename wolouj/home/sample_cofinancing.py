"""The co-financing of the demo: the chosen of the first call, each where a real file may stand. All invented."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from wolouj.cofinancing.actions import budget
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.models import PieceKind, Request, Terms
from wolouj.cofinancing.plan import MONTHS
from wolouj.foundation.actor import Actor
from wolouj.foundation.uploads import CleanFile
from wolouj.programme.models import Application, Call

D = Decimal


def rules(call: Call, *, by: Actor, at: datetime) -> Terms:
    """The rules of the sample call: sample figures, of no donor."""
    day = at.date()
    return budget.set_terms(
        call=call, by=by, at=at,
        fields={
            "ceiling": D(30000), "share": D(70), "in_kind": D(50), "quotes": 3, "quotes_from": D(10000),
            "cash": D(2000), "shares": [60, 40], "spend_from": day - timedelta(days=60),
            "spend_until": day + timedelta(days=300), "bound_months": 36, "answer_days": 30, "quorum": 3,
        },
    )  # fmt: skip


@dataclass(frozen=True)
class Project:
    """What one person asks for."""

    sells: str
    buyers: str
    thing: str
    price: str
    supplier: str
    own: str
    unit: str
    each: tuple[str, str, str, int]
    """Price of a unit, its cost, fixed costs of a month, units hoped for."""
    stock: tuple[str, str] = ("", "")
    kind: tuple[str, str, str] = ("", "", "")


PROJECTS = (
    Project("كسكس مجفف في أكياس (عينة)", "مدارس وجماعات ومحلات القرية (عينة)", "آلة تجفيف (عينة)", "18000",
            "مورد الأطلس (عينة)", "7000", "كيلو", ("28", "19", "1500", 260), ("أكياس وقمح (عينة)", "4000"),
            ("محل في البيت (عينة)", "4000", "كراء محل مماثل لسنة (عينة)")),
    Project("Banderoles imprimées ici (échantillon)", "Communes et écoles (échantillon)",
            "Presse à chaud (échantillon)", "16500", "Équipements du Tadla (échantillon)", "6000",
            "banderole", ("180", "95", "2400", 45),
            ("Encre et toile (échantillon)", "3000"), ("Table de coupe (échantillon)", "2000", "prix d’occasion")),
    Project("زرابي صغيرة للفنادق (عينة)", "فنادق أزيلال ودمنات (عينة)", "منسج ثان (عينة)", "9500",
            "نجارة إغير (عينة)", "4000", "زربية", ("650", "420", "900", 7), ("صوف (عينة)", "3500"),
            ("عمل النسج (عينة)", "3000", "ثلاثون يوما بمائة درهم (عينة)")),
    Project("Soudure à façon (échantillon)", "Agriculteurs et artisans (échantillon)", "Poste à souder (échantillon)",
            "11000", "Outillage Béni Mellal (échantillon)", "5000", "réparation", ("150", "60", "1200", 30)),
    Project("خبز البيت قرب المدرسة (عينة)", "تلاميذ وأسر الحي (عينة)", "فرن غازي (عينة)", "14000",
            "تجهيزات الخبز (عينة)", "5000", "خبزة", ("2", "1.3", "1800", 3200), ("دقيق (عينة)", "2500")),
    Project("Tabliers pour les cantines (échantillon)", "Écoles et coopératives (échantillon)",
            "Machine à coudre double (échantillon)", "12500", "Machines du centre (échantillon)", "4500", "tablier",
            ("70", "38", "1100", 60)),
)  # fmt: skip
ANSWERS = {
    "rivals": "بائعان في السوق الأسبوعي · deux vendeurs au souk (échantillon)",
    "makes": "في البيت كل صباح · à la maison, chaque matin (échantillon)",
    "helpers": "أختي وجارة · ma sœur et une voisine (échantillon)",
    "risks": "غلاء المواد: نشتري جماعة · matière plus chère : achat groupé (échantillon)",
}


@cache
def paper(title: str) -> CleanFile:
    """A sheet drawn as a photo, so that every sample file opens on something; the same bytes for the same title."""
    image = Image.new("RGB", (420, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 8, 411, 291), outline="black", width=2)
    draw.text((24, 24), f"SPECIMEN\n\n{title}", fill="black")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return CleanFile(out.getvalue(), "jpg", "photo")


def told(application: Application, project: Project, *, by: Actor, at: datetime, papers: bool = True) -> Request:
    """Everything of a request, still a draft. ``papers``: with its quotes and proofs."""
    request = asking.begin(application=application, by=by, at=at, is_sample=True)
    price, cost, fixed, hopes = project.each
    month = [str(D(price) * hopes), str(D(cost) * hopes + D(fixed))]
    fields: dict[str, Any] = ANSWERS | {
        "sells": project.sells, "buyers": project.buyers, "unit": project.unit, "price": D(price), "cost": D(cost),
        "fixed": D(fixed), "hopes": hopes, "start": D(500), "months": [month] * MONTHS, "step": "send",
    }  # fmt: skip
    asking.tell(request=request, fields=fields, by=by, at=at)
    _items(request, project, papers, by, at)
    owns = [("cash", "توفير · épargne (échantillon)", project.own, "")]
    if project.kind[0]:
        owns.append(("kind", *project.kind))
    for kind, label, amount, valued in owns:
        own = asking.keep_own(
            request=request, own=None, by=by, at=at,
            fields={"kind": kind, "label": label, "amount": D(amount), "valued": valued},
        )  # fmt: skip
        if papers:
            sheet = paper(f"own {kind} {amount} {request.pk}")
            asking.keep_piece(request=request, kind=PieceKind.OWN, file=sheet, of=own, by=by, at=at)
    return request


def _items(request: Request, project: Project, papers: bool, by: Actor, at: datetime) -> None:
    lines = [("equipment", project.thing, project.price)]
    if project.stock[0]:
        lines.append(("stock", *project.stock))
    for kind, label, price in lines:
        fields = {"kind": kind, "label": label, "quantity": 1, "price": D(price), "supplier": project.supplier}
        item = asking.keep_item(request=request, item=None, fields=fields, by=by, at=at)
        wanted = 3 if D(price) >= request.terms.quotes_from else 1
        for n in range(wanted if papers else 0):
            amount = D(price) + 350 * n
            name = project.supplier if n == 0 else f"Fournisseur {n + 1} (échantillon)"
            asking.keep_piece(
                request=request, kind=PieceKind.QUOTE, file=paper(f"quote {amount} {request.pk}"), of=item, by=by,
                at=at, fields={"supplier": name, "amount": amount},
            )  # fmt: skip


def day_of(at: datetime, days: int) -> date:
    """So many days after."""
    return (at + timedelta(days=days)).date()
