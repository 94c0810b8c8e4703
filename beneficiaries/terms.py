from ceis.platform import Sensitivity
from ceis.terms.registry import DefaultTerm

LANGUAGE = "language"

# The languages really heard in the social places of Montpellier, those heard most first.
TERMS = [
    DefaultTerm(LANGUAGE, code, label, Sensitivity.ORDINARY)
    for code, label in [
        ("fr", "français"),
        ("ar", "arabe"),
        ("ary", "arabe marocain (darija)"),
        ("arq", "arabe algérien"),
        ("ber", "berbère (rifain, chleuh, kabyle)"),
        ("es", "espagnol"),
        ("pt", "portugais"),
        ("en", "anglais"),
        ("ro", "roumain"),
        ("bg", "bulgare"),
        ("rom", "romani"),
        ("tr", "turc"),
        ("ru", "russe"),
        ("uk", "ukrainien"),
        ("ka", "géorgien"),
        ("hy", "arménien"),
        ("sq", "albanais"),
        ("it", "italien"),
        ("ff", "peul"),
        ("snk", "soninké"),
        ("bm", "bambara, malinké"),
        ("wo", "wolof"),
        ("ln", "lingala"),
        ("swb", "comorien"),
        ("ti", "tigrigna"),
        ("so", "somali"),
        ("fa", "persan, dari"),
        ("ps", "pachto"),
        ("ku", "kurde"),
        ("bn", "bengali"),
        ("zh", "chinois"),
        ("vi", "vietnamien"),
        ("fsl", "langue des signes française"),
        ("other", "autre langue"),
    ]
]
