"""What the headings and the coded words of a list mean, in French, in Arabic and in the tools that export them."""

from __future__ import annotations

import re
from typing import Any

from wolouj.foundation.folding import fold

_HEADINGS = {
    "name": "nom complet,nom et prenom,nom prenom,nom & prenom,noms et prenoms,prenom et nom,nom_complet,nom_prenom,"
            "full name,full_name,name,nom du beneficiaire,nom de la beneficiaire,beneficiaire,candidat,candidate,"
            "الاسم الكامل,الاسم والنسب,الاسم و النسب,اسم المستفيد,اسم المستفيدة,الاسم العائلي والشخصي,الاسم",
    "last_name": "nom,nom de famille,last_name,النسب,الاسم العائلي",
    "first_name": "prenom,first_name,الاسم الشخصي",
    "phone": "telephone,tel,gsm,phone,portable,mobile,numero de telephone,n° de telephone,n° tel,num tel,whatsapp,"
             "الهاتف,رقم الهاتف,الهاتف النقال,هاتف",
    "sex": "sexe,genre,sex,gender,الجنس,النوع",
    "born": "date de naissance,naissance,ne le,nee le,date naissance,date_naissance,birth_date,dob,ddn,"
            "annee de naissance,تاريخ الازدياد,تاريخ الولادة,تاريخ الميلاد,سنة الازدياد",
    "age": "age,السن,العمر",
    "province": "province,prefecture,الاقليم,العمالة,العمالة او الاقليم",
    "commune": "commune,commune rurale,الجماعة,الجماعة الترابية,جماعة",
    "douar": "douar,quartier,adresse,localite,village,الدوار,الحي,العنوان,الدوار او الحي",
    "status": "statut,situation,statut juridique,الصفة,الوضعية,الصفة القانونية",
    "activity": "activite,activite actuelle,metier,profession,النشاط,المهنة,النشاط الحالي",
    "idea": "idee,idee de projet,projet,description du projet,idee du projet,المشروع,فكرة المشروع,وصف المشروع",
    "need": "besoin,besoins,الحاجيات,الحاجة,الاحتياجات",
    "consent": "consentement,accord,consent,الموافقة,موافقة",
    "external": "_uuid,uuid,_id,meta/instanceid,instanceid",
}  # fmt: skip
IGNORED = frozenset({"start", "end", "today", "deviceid", "_submission_time", "_validation_status", "_notes", "_status",
                     "_submitted_by", "__version__", "_tags", "_index", "username", "simserial"})  # fmt: skip
NAMES = frozenset({"name", "last_name", "first_name"})


def heading(text: Any) -> str:
    """A heading as it is compared: without its group, its number, its star, its accents and its capitals."""
    words = fold(str(text or ""))
    words = re.split(r"[/:]", words)[-1] if not words.startswith(("meta/", "_")) else words
    words = re.sub(r"^\s*\d+[.)\-]\s*", "", words)
    words = re.sub(r"\(.*?\)|[*?؟]", "", words)
    return re.sub(r"\s+", " ", words).strip(" .-")


KNOWN = {heading(name): field for field, names in _HEADINGS.items() for name in names.split(",")}
KNOWN |= {fold(name): "external" for name in _HEADINGS["external"].split(",")}
KNOWN |= {name.replace(" ", "_"): field for name, field in KNOWN.items()}


def fields_of(cells: list[Any]) -> dict[int, str]:
    """Column -> the field it was taken for; the first of two that mean the same wins."""
    found: dict[int, str] = {}
    for column, cell in enumerate(cells):
        field = KNOWN.get(heading(cell)) if isinstance(cell, str) else None
        if field is not None and field not in found.values():
            found[column] = field
    return found


_CODES = {
    "sex": {
        "woman": "femme,f,fem,feminin,fille,woman,female,w,امراة,انثى,نساء,فتاة,أ",
        "man": "homme,h,m,masc,masculin,garcon,man,male,رجل,ذكر,رجال,شاب,ذ",
    },
    "status": {
        "none": "aucun,sans,sans statut,neant,none,sans emploi,chomage,femme au foyer,بدون,دون,لا شيء,عاطل,عاطلة,"
                "ربة بيت",
        "auto_entrepreneur": "auto-entrepreneur,auto entrepreneur,ae,autoentrepreneur,مقاول ذاتي,مقاولة ذاتية,"
                             "المقاول الذاتي",
        "member": "membre de cooperative,membre,cooperative,membre cooperative,adherente,adherent,عضو تعاونية,"
                  "عضوة تعاونية,تعاونية,عضو,عضوة",
        "office": "presidente,president,bureau,tresoriere,tresorier,رئيسة,رئيس,امينة المال,امين المال,مكتب التعاونية",
        "firm": "entreprise,sarl,tpe,societe,firm,مقاولة,شركة",
    },
    "consent": {
        "yes": "oui,o,yes,y,1,true,x,ok,نعم,موافق,موافقة,اوافق",
        "no": "non,n,no,0,false,لا,غير موافق,غير موافقة",
    },
}  # fmt: skip
CODES = {
    field: {fold(word): value for value, words in values.items() for word in words.split(",")}
    for field, values in _CODES.items()
}


def coded(field: str, cell: Any) -> str | None:
    """The value a word stands for; ``None`` when it is not known. A whole number counts as its figures."""
    text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
    return CODES[field].get(fold(text).strip(" ."))
