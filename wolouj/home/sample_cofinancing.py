"""The co-financing of the demo: the chosen of the first call, each where a real file may stand. All invented."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from wolouj.cofinancing import plan, queries
from wolouj.cofinancing.actions import agreeing, budget, committee, ending, paying, proving, studying
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.models import BudgetLine, PieceKind, Request, Terms
from wolouj.cofinancing.plan import MONTHS
from wolouj.foundation.actor import Actor
from wolouj.foundation.uploads import CleanFile
from wolouj.people.models import Person
from wolouj.programme.models import Application, Call, Programme

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
    brings: str = "kind"
    """What ``kind`` is: a thing, or work."""

    @property
    def lang(self) -> str:
        """The language she writes in."""
        return "fr" if self.sells.endswith("(échantillon)") else "ar"


PROJECTS = (
    Project("كسكس مجفف في أكياس (عينة)", "مدارس وجماعات ومحلات القرية (عينة)", "آلة تجفيف (عينة)", "18000",
            "مورد الأطلس (عينة)", "7000", "كيلو", ("28", "19", "1500", 260), ("أكياس وقمح (عينة)", "8000"),
            ("محل في البيت (عينة)", "4000", "كراء محل مماثل لسنة (عينة)")),
    Project("Banderoles imprimées ici (échantillon)", "Communes et écoles (échantillon)",
            "Presse à chaud (échantillon)", "16500", "Équipements du Tadla (échantillon)", "6000",
            "banderole", ("180", "95", "2400", 45),
            ("Encre et toile (échantillon)", "3000"), ("Table de coupe (échantillon)", "2000", "prix d’occasion")),
    Project("زرابي صغيرة للفنادق (عينة)", "فنادق أزيلال ودمنات (عينة)", "منسج ثان (عينة)", "9500",
            "نجارة إغير (عينة)", "4000", "زربية", ("650", "420", "900", 7), ("صوف (عينة)", "3500"),
            ("عمل النسج (عينة)", "3000", "ثلاثون يوما بمائة درهم (عينة)"), "work"),
    Project("Soudure à façon (échantillon)", "Agriculteurs et artisans (échantillon)", "Poste à souder (échantillon)",
            "11000", "Outillage Béni Mellal (échantillon)", "5000", "réparation", ("150", "60", "1200", 30)),
    Project("خبز البيت قرب المدرسة (عينة)", "تلاميذ وأسر الحي (عينة)", "فرن غازي (عينة)", "14000",
            "تجهيزات الخبز (عينة)", "5000", "خبزة", ("2", "1.3", "1800", 3200), ("دقيق (عينة)", "2500")),
    Project("Tabliers pour les cantines (échantillon)", "Écoles et coopératives (échantillon)",
            "Machine à coudre double (échantillon)", "12500", "Machines du centre (échantillon)", "4500", "tablier",
            ("70", "38", "1100", 60)),
)  # fmt: skip
ANSWERS = {
    "ar": {
        "rivals": "بائعان في السوق الأسبوعي (عينة)", "makes": "في البيت كل صباح (عينة)",
        "helpers": "أختي وجارة (عينة)", "risks": "غلاء المواد: نشتري جماعة (عينة)",
    },
    "fr": {
        "rivals": "Deux vendeurs au souk (échantillon)", "makes": "À la maison, chaque matin (échantillon)",
        "helpers": "Ma sœur et une voisine (échantillon)", "risks": "Matière plus chère : achat groupé (échantillon)",
    },
}  # fmt: skip
SAVINGS = {"ar": "توفير (عينة)", "fr": "Épargne (échantillon)"}
STUDIED = {"ar": "زرت المكان وراجعت الأثمان معها (عينة)", "fr": "Visite faite, prix revus ensemble (échantillon)"}


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
    fields: dict[str, Any] = ANSWERS[project.lang] | {
        "sells": project.sells, "buyers": project.buyers, "unit": project.unit, "price": D(price), "cost": D(cost),
        "fixed": D(fixed), "hopes": hopes, "start": D(500), "months": [month] * MONTHS, "step": "send",
    }  # fmt: skip
    asking.tell(request=request, fields=fields, by=by, at=at)
    _items(request, project, papers, by, at)
    owns = [("cash", SAVINGS[project.lang], project.own, "")]
    if project.kind[0]:
        owns.append((project.brings, *project.kind))
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


# ---- The first call of the demo ---------------------------------------------------------------------------------

SEATS = (
    ("Rachida T. (échantillon)", "رئيسة الجمعية", "Présidente de l’association", True),
    ("Mustapha K. (échantillon)", "ممثل الغرفة الفلاحية", "Représentant de la chambre d’agriculture", True),
    ("Samira L. (échantillon)", "ممثلة التعاون الوطني", "Représentante de l’Entraide nationale", True),
    ("Lahcen O. (échantillon)", "ممثل الممول", "Représentant du bailleur", True),
)
YES = ("مشروع واضح وسوق قريبة وأثمان محسوبة", "Projet clair, marché proche, prix comptés")
NO = ("التكلفة تقارب ثمن البيع، راجعوا الأثمان مع المواكب ثم قدموا الطلب في الجلسة المقبلة",
      "Le coût est trop proche du prix : revoyez les prix avec votre accompagnateur, puis revenez")  # fmt: skip


@dataclass(frozen=True)
class Hands:
    """Who does what: nobody twice."""

    coach: Actor
    manager: Actor
    finance: Actor


def budgeted(programme: Programme, *, by: Actor, at: datetime) -> list[BudgetLine]:
    """A line of each donor: sample amounts."""
    found = []
    amounts = (("3.2", D(120000)), ("B-14", D(45000)))
    for donor, (code, amount) in zip(programme.donors.all(), amounts, strict=False):
        labels = ("تمويل مشاريع صغيرة (عينة)", "Cofinancement de petits projets (échantillon)")
        told = {"programme": programme, "donor": donor, "code": code, "labels": labels, "amount": amount}
        found.append(budget.open_line_with(**told, by=by, at=at))
    return found


def decided(terms: Terms, lines: list[BudgetLine], refused: Request, *, hands: Hands, at: datetime) -> None:
    """A day of the committee: every file on the table has its answer."""
    seats = [{"name": n, "quality_ar": ar, "quality_fr": fr, "here": here} for n, ar, fr, here in SEATS]
    places = ("مقر الجمعية", "Local de l’association")
    sitting = committee.convene(terms=terms, held_on=at.date(), places=places, seats=seats, by=hands.manager, at=at)
    rows = list(queries.on_the_table(terms))
    committee.leave(member=sitting.members.all()[3], request=rows[1], by=hands.manager, at=at)
    for i, row in enumerate(rows):
        told: dict[str, Any] = {"verdict": "refused", "reasons": NO}
        if row.pk != refused.pk:
            told = {"verdict": "accepted", "amount": row.proposed, "line": lines[i % len(lines)], "reasons": YES}
        committee.rule(sitting=sitting, request=row, **told, by=hands.manager, at=at)
    committee.approve(sitting=sitting, by=hands.manager, at=at)


def signed(row: Request, *, hands: Hands, at: datetime) -> Request:
    """The agreement printed, signed, kept."""
    agreeing.prepare(request=row, by=hands.coach, at=at)
    sheet = paper(f"signed agreement {row.pk}")
    agreeing.sign(request=row, file=sheet, on=at.date(), by=hands.coach, at=at)
    return row


def paid(row: Request, number: int, *, hands: Hands, at: datetime) -> None:
    """A tranche asked for by the coach for her, then paid."""
    tranche = paying.ask(tranche=row.tranches.get(number=number), by=hands.coach, at=at)
    reference = f"VIR-{row.number:03d}-{number}"
    paying.pay(tranche=tranche, on=at.date(), reference=reference, by=hands.finance, at=at + timedelta(hours=2))


def proved(row: Request, *, hands: Hands, at: datetime, judged: bool = True) -> None:
    """The purchases of the tranche last paid, with their papers; looked at by finance."""
    row = Request.objects.get(pk=row.pk)
    tranche = row.tranches.get(number=row.turn)
    item = row.items.order_by("-price")[row.turn - 1]
    fields = {
        "supplier": item.supplier, "amount": tranche.amount, "on": at.date(), "how": "transfer",
        "serial": f"SN-{row.number:03d}-{row.turn}" if item.kind == "equipment" else "",
    }  # fmt: skip
    made = proving.tell(request=row, item=item, fields=fields, by=hands.coach, at=at)
    for kind in (PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO):
        asking.keep_piece(request=row, kind=kind, file=paper(f"{kind} {made.pk}"), of=made, by=hands.coach, at=at)
    if judged:
        proving.judge(purchase=made, ok=True, why="", by=hands.finance, at=at + timedelta(hours=3))


def lived(call: Call, *, people: dict[str, Person], at: datetime) -> list[Request]:
    """The chosen of the first call, in order of rank: closed, proved, paid, accepted, stopped, refused."""
    hands = Hands(*(Actor(person=people[name].id) for name in ("hayat", "rachid", "souad")))
    day = lambda n: at - timedelta(days=n)  # noqa: E731
    terms = rules(call, by=hands.manager, at=day(34))
    lines = budgeted(call.programme, by=hands.manager, at=day(34))
    chosen = Application.objects.filter(call=call, decision__outcome="selected").order_by("decision__rank")
    rows = []
    for application, project in zip(chosen.select_related("decision", "participant"), PROJECTS, strict=False):
        row = told(application, project, by=hands.coach, at=day(30))
        row = asking.send(request=row, by=hands.coach, at=day(30))
        studying.complete(request=row, by=hands.coach, at=day(29))
        most = min(row.financing().asked, plan.most(row.financing(), terms.rules))
        studying.propose(request=row, amount=most, note=STUDIED[project.lang], by=hands.coach, at=day(28))
        rows.append(row)
    decided(terms, lines, rows[-1], hands=hands, at=day(25))
    closed, shown, waiting, _, stopped, _ = rows
    for row in (closed, shown, waiting, stopped):
        signed(row, hands=hands, at=day(22))
        paid(row, 1, hands=hands, at=day(20))
    for row in (closed, shown):
        proved(row, hands=hands, at=day(15))
    paid(closed, 2, hands=hands, at=day(12))
    proved(closed, hands=hands, at=day(8))
    ending.close(request=closed, note="كل شيء في مكانه (عينة)", by=hands.manager, at=day(5))
    proved(waiting, hands=hands, at=day(2), judged=False)
    ending.stop(
        request=stopped, note="توقف النشاط بسبب الرحيل (عينة)",
        by=hands.manager, at=day(6),
    )  # fmt: skip
    paying.ask(tranche=shown.tranches.get(number=2), by=hands.coach, at=day(3))
    return rows
