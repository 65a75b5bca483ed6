"""French words brought to a stem: accents gone, then Snowball, but for the words it would confuse."""

from __future__ import annotations

import Stemmer

STOP = frozenset(
    "le la les un une des de du au aux et ou en dans par pour sur sous avec sans ce cet cette ces son sa ses leur leurs"
    " qui que qu quoi dont est sont sera etre ont ainsi afin chez entre vers jusqu lors lorsqu puisqu il elle ils elles"
    " se ne pas plus aussi comme si no num numero dial dyal dyali bghit li lli men fi f bach kan chi wahed w el".split()
)
"""Words too common to be searched, without accents; those of Darija in Latin letters too."""

_APART = {
    form: row.split()[0]
    for row in """
        communicat communication communications
        beni
        benne bennes
        lotissement lotissements
        equipe equipes
        format formats
        fraise fraises
        sale
        imprimant imprimante imprimantes
        conservat conservation conservations
        commandement
        loyer loyers
        tonne tonnes
        toner toners
        porte portes
        portable portables
        buse buses
        suivant suivants suivante suivantes
        genie
        genisse genisses
        courant courants courante courantes
        course courses
        arme armes
        mine mines
        carte cartes
        montant montants
        serre serres
        pile piles
        table tables
        plante plantes
        fer fers
        delegue delegues
        stationnement stationnements
        fonctionnement
        departement departements
        reglement reglements
        campement campements
        classement classements
        placement placements
        garde gardes
        pneu pneus
        tissu tissus
        recu recus
        menu menus
        jeu jeux
        lieu lieux
        feu feux
        bijou bijoux
        tuyau tuyaux
        noyau noyaux
        materiau materiaux
        travail travaux
        oeil yeux
        bail baux
        email emaux
        vitrail vitraux
    """.strip().splitlines()
    for form in row.split()
}
"""Words that Snowball would bring to another word's stem (communication, commune), or away from their own (travaux).

They keep the first form of their row.
"""

_snowball = Stemmer.Stemmer("french", 0)
"""Without a cache of its own: the analyser keeps the tokens. Calls hold the interpreter's lock, so threads share it."""


def stem(word: str) -> str:
    """The stem of one word in small Latin letters without accents."""
    return _APART.get(word) or str(_snowball.stemWord(word))
