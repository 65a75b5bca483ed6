"""Something of the machine is not as it should be: said plainly, in both languages."""

from __future__ import annotations

from rulebook.engine.verdict import Bilingual


class MachineTrouble(Exception):
    """The machine (folders, accounts, server) stops us. ``text`` says what and what to do, in French and Arabic."""

    def __init__(self, fr: str, ar: str) -> None:
        self.text = Bilingual(fr=fr, ar=ar)
        super().__init__(f"{fr}\n{ar}")


def unreachable(path: object, error: OSError) -> MachineTrouble:
    """A folder or file that cannot be made, read or written."""
    return MachineTrouble(
        f"Impossible d'accéder à {path} ({error.strerror or error}). Vérifiez que ce dossier existe et que votre"
        " compte peut y écrire, ou choisissez-en un autre avec WOLOUJ_DATA.",
        f"تعذر الوصول إلى {path} ({error.strerror or error}). المرجو التأكد من وجود المجلد ومن أن حسابكم يستطيع"
        " الكتابة فيه، أو اختيار مجلد آخر بواسطة WOLOUJ_DATA.",
    )
