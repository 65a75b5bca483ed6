"""What is said at the sample meeting: the shape of a published report of a real one, with roles instead of names.

The questions, the figures of voices and the names are invented. Each text stands twice, written in each language.
Nothing here states a rule of law: where a question asks for one, the answer leads to the guide that gives its article.
"""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from wolouj.difficulties.actions import Told
from wolouj.difficulties.models import BuyerKind
from wolouj.meetings.models import PointKind, Source, Theme


def pair(name: str, ar: str, fr: str) -> dict[str, str]:
    """A text in both languages, as the columns of a row."""
    return {f"{name}_ar": ar, f"{name}_fr": fr}


FRAME = pair(
    "context",
    "نُظم هذا اللقاء في إطار مشروع للدعم والمواكبة في نسخته الثانية، بتمويل من منظمة تنموية إسبانية، وهو "
    "يبني على مكتسبات "
    "ودروس النسخة الأولى (2021-2022). يعزز المشروع الإدماج الاجتماعي والاقتصادي للنساء والشباب في وضعية "
    "هشاشة في أقاليم بني "
    "ملال وأزيلال والفقيه بن صالح، عبر التكوين والتوجيه والمواكبة والتمويل المشترك، من أجل أنشطة مدرة "
    "للدخل ومقاولات صغيرة "
    "جدا.\nشاركت جمعيات المجتمع المدني بحكم الدور الذي يخوله لها دستور 2011 في بلورة السياسات العمومية الترابية.",
    "Cette rencontre s’inscrit dans un projet d’appui et d’accompagnement, dans sa deuxième édition, financé par une "
    "organisation espagnole de développement ; il s’appuie sur les acquis et les leçons de la première édition "
    "(2021-2022). Il renforce l’inclusion sociale et économique des femmes et des jeunes en situation de "
    "fragilité dans "
    "les provinces de Béni Mellal, Azilal et Fquih Ben Salah, par la formation, le conseil, l’accompagnement et le "
    "cofinancement, vers des activités génératrices de revenu et de très petites entreprises.\nLes associations y ont "
    "pris part au titre du rôle que la Constitution de 2011 leur donne dans l’élaboration des politiques publiques "
    "territoriales.",
) | pair(
    "aim",
    "تقديم وتبسيط المرسوم الجديد رقم 2.22.431، الذي ييسر ولوج المقاولات الصغيرة جدا والصغرى والمتوسطة "
    "إلى الصفقات العمومية.",
    "Présenter et simplifier le nouveau décret n° 2.22.431, qui facilite l’accès des très petites, petites et moyennes "
    "entreprises aux marchés publics.",
)

CENTRE = pair("institution", "المركز الجهوي للاستثمار", "Centre régional d’investissement")
OFFICE = pair("institution", "مكتب تنمية التعاون", "Office du développement de la coopération")
OFFICER = pair("role", "إطار بالمركز", "Cadre du centre")

INTERVENTIONS: list[dict[str, Any]] = [
    {"starts": time(10, 0), "speaker": "متدخلة 1 (عينة)"} | OFFICER | CENTRE
    | pair("subject", "ما الذي يغيره المرسوم", "Ce que le décret change")
    | pair(
        "said",
        "عرض لمستجدات المرسوم التي تهم المقاولات الصغرى، بلغة مبسطة.",
        "Présentation, en mots simples, de ce que le décret change pour les petites entreprises.",
    ),
    {"starts": time(10, 20), "speaker": "متدخل 2 (عينة)"} | OFFICER | CENTRE
    | pair("subject", "أهم برامج دعم المقاولات ومواكبتها", "Les principaux programmes d’appui et d’accompagnement")
    | pair(
        "said",
        "تعريف بأهم البرامج التي تدعم المقاولات وتواكبها، وبكيفية الاستفادة منها.",
        "Les principaux programmes qui appuient et accompagnent les entreprises, et comment y entrer.",
    ),
    {"starts": time(10, 40), "speaker": "متدخل 3 (عينة)"} | OFFICER | CENTRE
    | pair("subject", "تشجيع الاستثمار في الجهة", "Encourager l’investissement dans la région")
    | pair(
        "said",
        "ما يقوم به المركز من أجل تشجيع الاستثمار في الجهة.",
        "Ce que fait le centre pour encourager l’investissement dans la région.",
    ),
    {"starts": time(11, 0), "speaker": "متدخلة 4 (عينة)"} | OFFICE
    | pair("role", "مندوب المكتب", "Délégation de l’office")
    | pair("subject", "التعاونيات والطلبيات العمومية", "Les coopératives et la commande publique")
    | pair(
        "said",
        "ما يغيره المرسوم، والشروط التي تشارك بها التعاونيات في الطلبيات العمومية، وما يُقدَّم لها من تكوين ومواكبة.",
        "Ce que le décret change, les conditions dans lesquelles les coopératives prennent part à la "
        "commande publique, "
        "la formation et l’accompagnement qui leur sont proposés.",
    ),
    {"starts": time(11, 30), "speaker": "متدخل 5 (عينة)"} | pair("institution", "الجامعة", "Université")
    | pair("role", "أستاذ خبير في التنمية والاقتصاد", "Professeur, expert en développement et en économie")
    | pair("subject", "قراءة اقتصادية في المرسوم", "Une lecture économique du décret")
    | pair(
        "said",
        "قراءة اقتصادية في المرسوم، ومدى انسجامه مع التوجهات العامة للبلاد في المجال الاقتصادي.",
        "Une lecture économique du décret, et comment il répond aux orientations générales du pays pour l’économie.",
    ),
]  # fmt: skip

PEOPLE = pair("held_by", "المشاركات والمشاركون", "Les participantes et participants")
SUPPORTS = pair("held_by", "هيئات منظومة الدعم", "Les organismes d’appui")
HOST = pair("held_by", "الجمعية المنظمة", "L’association organisatrice")

POINTS: list[dict[str, Any]] = [
    {"kind": PointKind.EXCHANGE} | PEOPLE
    | pair(
        "text",
        "كان اللقاء فضاء لتبادل الآراء حول المرسوم باعتباره فرصة للاقتصاد التعاوني وللدعم الاقتصادي "
        "للمقاولات الصغرى، وعُرضت فيه "
        "الصعوبات والإكراهات التي تواجه تطبيقه، في ظل التحديات التي تعيشها المقاولات الصغرى عموما وتعاونيات "
        "الجهة خصوصا.",
        "La rencontre a été un lieu d’échange sur le décret comme chance pour l’économie coopérative et pour "
        "l’appui aux "
        "petites entreprises ; les difficultés et contraintes de son usage y ont été dites, au regard des défis des "
        "petites entreprises en général et des coopératives de la région en particulier.",
    ),
    {"kind": PointKind.EXCHANGE} | HOST
    | pair(
        "text",
        "تقود الجمعية منذ تأسيسها مبادرات ترافعية مدنية مع جمعيات وتعاونيات وشركاء، للتأثير في السياسات "
        "الترابية وحث المجالس "
        "المنتخبة على اعتماد سياسات وبرامج للتمكين الاقتصادي والاجتماعي للفئات الهشة، وفي مقدمتها الشباب "
        "والنساء، عبر آليات "
        "الديمقراطية التشاركية والتشاور العمومي في القوانين التنظيمية.",
        "Depuis sa fondation, l’association mène des plaidoyers civils, avec des associations, des coopératives et des "
        "partenaires, pour peser sur les politiques territoriales et amener les conseils élus à adopter des politiques "
        "et des programmes d’autonomisation économique et sociale des personnes fragiles, jeunes et femmes "
        "d’abord, par "
        "la démocratie participative et la consultation publique des lois organiques.",
    ),
    {"kind": PointKind.AGREED} | PEOPLE
    | pair(
        "text",
        "المرسوم فرصة مهمة للإدماج الاقتصادي.",
        "Le décret est une chance importante d’inclusion économique.",
    ),
    {"kind": PointKind.AGREED} | SUPPORTS
    | pair(
        "text",
        "تؤكد الهيئات استعدادها لمواكبة البنيات الحاضرة، بتقاسم المعلومة وبالتوجيه الذي يقوي قدراتها المؤسساتية.",
        "Ils confirment qu’ils sont prêts à accompagner les structures présentes, en partageant "
        "l’information et par un "
        "conseil qui renforce leurs capacités institutionnelles.",
    ),
    {"kind": PointKind.RECOMMENDATION} | PEOPLE
    | pair(
        "text",
        "الحاجة إلى التكوين والدعم التقني للتعاونيات والهيئات الاقتصادية، لتكون لها وسائل الولوج إلى الصفقات "
        "العمومية، وخاصة سندات "
        "الطلب.",
        "Former les coopératives et les acteurs économiques et leur donner un appui technique, pour qu’ils aient les "
        "moyens d’accéder aux marchés publics, surtout aux bons de commande.",
    ),
    {"kind": PointKind.NEXT_STEP} | HOST
    | pair(
        "text",
        "الاتصال بالهيئات لتحديد مسؤول وتاريخ لكل التزام معلن.",
        "Demander aux organismes un responsable et une date pour chaque engagement annoncé.",
    ),
    {"kind": PointKind.NEXT_STEP} | HOST
    | pair(
        "text",
        "جواب مكتوب عن كل سؤال من جدار الأسئلة، ونشره في صفحة اللقاء.",
        "Une réponse écrite à chaque question du mur, publiée sur la page de la rencontre.",
    ),
]  # fmt: skip

BODIES = pair("institution", "هيئات منظومة الدعم", "Organismes d’appui")
COMMITMENTS: list[dict[str, Any]] = [
    BODIES
    | pair(
        "what",
        "تقاسم المعلومة مع البنيات الحاضرة",
        "Partager l’information avec les structures présentes",
    ),
    BODIES
    | pair(
        "what",
        "توجيه البنيات الحاضرة ومواكبتها لتقوية قدراتها المؤسساتية",
        "Conseiller et accompagner les structures présentes pour renforcer leurs capacités institutionnelles",
    ),
]  # fmt: skip

GUIDE = pair(
    "answer",
    "الجواب مشروح في «المرسوم ببساطة» بمادته وتاريخه ودرجة اليقين فيه، ويُقرأ على الهاتف بلا حساب.",
    "La réponse est donnée dans « Le décret simplifié », avec son article, sa date et son degré de certitude, sur un "
    "téléphone et sans compte.",
)
TO_CENTRE = pair("owner", "المركز الجهوي للاستثمار", "Centre régional d’investissement")
TO_OFFICE = pair("owner", "مكتب تنمية التعاون", "Office du développement de la coopération")
DUE = timedelta(days=14)

#: (as asked, how it came, what a person made of it); the day of ``due`` is counted from the meeting.
QUESTIONS: list[tuple[str, Source, dict[str, Any]]] = [
    ("fin kaynin les annonces? ma3ndnach li ygoulha lina", Source.SLIP,
     {"voices": 22, "theme": Theme.KNOWING} | GUIDE
     | pair("text", "أين تُنشر إعلانات سندات الطلب، ومن يخبرنا بها؟",
            "Où paraissent les avis de bons de commande, et qui nous prévient ?")),
    ("واش ممكن نقراو الإعلان بالعربية؟", Source.SLIP,
     {"voices": 19, "theme": Theme.LANGUAGE, "due": DUE} | TO_CENTRE
     | pair("text", "هل يمكن قراءة الإعلانات بالعربية؟", "Peut-on lire les avis en arabe ?")),
    ("متى نتوصل بمستحقاتنا بعد التسليم؟", Source.PHONE,
     {"voices": 17, "theme": Theme.PAYMENT} | GUIDE
     | pair("text", "متى نتوصل بمستحقاتنا بعد التسليم؟", "Quand sommes-nous payés après la livraison ?")),
    ("Quels papiers pour une coopérative ?", Source.PHONE,
     {"voices": 14, "theme": Theme.PAPERS} | GUIDE
     | pair("text", "ما هي الوثائق المطلوبة من التعاونية؟", "Quels papiers demande-t-on à une coopérative ?")),
    ("لي عندو غير إيميل ديال ولدو كيدير؟", Source.SLIP,
     {"voices": 11, "theme": Theme.ACCOUNT, "due": DUE} | TO_OFFICE
     | pair("text", "ماذا نفعل إذا كان حساب البوابة ببريد شخص آخر؟",
            "Que faire si le compte du portail est à l’e-mail de quelqu’un d’autre ?")),
    ("3lach kaytalbou échantillons f bon sghir", Source.SLIP,
     {"voices": 8, "theme": Theme.DELAYS}
     | pair("text", "لماذا تُطلب عينات في طلبية صغيرة؟",
            "Pourquoi demander des échantillons pour une petite commande ?")),
    ("متى يبدأ التكوين حول سندات الطلب؟", Source.PHONE,
     {"voices": 16, "theme": Theme.SUPPORT, "due": DUE} | TO_OFFICE
     | pair("text", "متى يبدأ التكوين حول سندات الطلب، وكيف نسجل فيه؟",
            "Quand commence la formation aux bons de commande, et comment s’y inscrire ?")),
]  # fmt: skip
#: Difficulty -> hands counted in the room.
HANDS = (("language", 46), ("cash", 38), ("account", 29), ("papers", 21), ("delays", 12), ("alone", 3))
HELD: list[tuple[str, Source]] = [
    ("azul, mani llan les annonces ?", Source.SLIP),
    ("الأثمان دايما هابطة، كيفاش نخدمو بلا خسارة؟", Source.PHONE),
]
"""Waiting for a person: one in Tamazight in Latin letters, one on prices."""

#: What two of the cast told of the road, each from her own account.
TOLD = {
    "ftoum": Told(
        code="cash", province="05.081", buyer_kind=BuyerKind.COMMUNE, cost=Decimal("4200.00"), words_ok=True,
        words="شرينا السلعة وسلمناها، وبقينا نتسناو الخلاص (عينة)",
    ),
    "yassine": Told(code="delays", province="05.091", buyer_kind=BuyerKind.COMMUNE),
}  # fmt: skip
