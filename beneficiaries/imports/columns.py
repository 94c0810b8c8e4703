"""Which column says what: the headings of files as they are, and those that must not come in.

Sources: headings of the exports of La Coop de la médiation numérique (« Bénéficiaires »), Mon Suivi Social
(« Bénéficiaires ») and DomiFa (« Liste des domiciliés »), and of files kept by hand.
"""

import re

from beneficiaries.imports.table import Table, Unreadable
from ceis.sensitive_text import has_iban, has_nir
from ceis.text import name_words

# What the agent may say a column is; the order is that of the list they choose in.
FIELDS = {
    "last_name": "nom d’usage",
    "first_name": "prénom",
    "birth_name": "nom de naissance",
    "birth_first_name": "prénom de naissance",
    "birth": "date ou année de naissance",
    "birth_place": "lieu de naissance",
    "sex": "sexe ou civilité",
    "nationality": "nationalité",
    "phone": "téléphone",
    "other_phone": "autre téléphone",
    "email": "adresse électronique",
    "address": "adresse",
    "postcode": "code postal",
    "city": "commune",
    "neighbourhood": "quartier",
}
KNOWN_AS = {
    "last_name": "nom|nom d usage|nom usage|nom usuel|nom de famille|nom marital|nom d epouse|nom d usage surnom"
    "|nom du beneficiaire|nom beneficiaire|nom de l usager|patronyme",
    "first_name": "prenom|prenoms|prenom s|prenom du beneficiaire|prenom beneficiaire|prenom usuel|prenom d usage"
    "|prenom de l usager",
    "birth_name": "nom de naissance|nom naissance|nom de jeune fille|nom jeune fille|njf|nom patronymique",
    "birth_first_name": "prenom de naissance|prenom naissance",
    "birth": "date de naissance|date naissance|ne e le|ne le|nee le|ne ee le|naissance|ddn|annee de naissance"
    "|annee naissance|date de naissance du beneficiaire|date naiss",
    "birth_place": "lieu de naissance|lieu naissance|ne e a|ville de naissance|commune de naissance|pays de naissance",
    "sex": "sexe|genre|civilite|civ|titre|h f|f h",
    "nationality": "nationalite|nationalite du beneficiaire",
    "phone": "tel|telephone|telephone 1|tel 1|telephone mobile|tel mobile|mobile|portable|tel portable"
    "|telephone portable|numero de telephone|numero de telephone 1|n de telephone|n telephone|gsm|no de telephone"
    "|numero telephone",
    "other_phone": "tel 2|telephone 2|autre telephone|telephone fixe|tel fixe|fixe|numero de telephone 2"
    "|telephone secondaire|tel domicile|telephone domicile",
    "email": "mail|email|e mail|courriel|adresse mail|adresse email|adresse e mail|adresse electronique|mel"
    "|adresse courriel",
    "address": "adresse|adresse postale|rue|voie|adresse 1|adresse du domicile|domicile|adresse du beneficiaire",
    "postcode": "cp|c p|code postal|codepostal|code postal du beneficiaire",
    "city": "ville|commune|commune de residence|ville de residence|localite|commune du beneficiaire",
    "neighbourhood": "quartier|quartier de residence|qpv|secteur",
}  # fmt: skip
BY_HEADING = {heading: field for field, headings in KNOWN_AS.items() for heading in headings.split("|")}
NEVER = {
    "des numéros de sécurité sociale": re.compile(
        r"\b(nir|nss|ssn|n ss|no ss|num ss|numero ss|secu|securite sociale|numero d assure)\b"
    ),
    "des mots de passe": re.compile(r"\b(mots? de passe|mdp|password|code secret|code confidentiel)\b"),
    "des coordonnées bancaires": re.compile(r"\b(iban|rib|bic|carte bancaire)\b"),
}
CONTENTS = {"des numéros de sécurité sociale": has_nir, "des coordonnées bancaires": has_iban}
SHORTEST_NUMBER = 14  # of characters, in a cell that could hold one of those numbers


def plain(heading: str) -> str:
    """« N° de  Téléphone (1) » → « n de telephone 1 »."""
    return " ".join(name_words(heading.replace("°", " ")))


def known_headings(cells: list[str]) -> int:
    return len({BY_HEADING[plain(cell)] for cell in cells if plain(cell) in BY_HEADING})


def recognise(headings: list[str]) -> list[str]:
    """Return the field of each column, "" when it is none; each field is given once.

    Where a file has both « Nom » and « Nom d’usage », the first is the name at birth; a second phone is the other one.
    """
    found = [BY_HEADING.get(plain(heading), "") for heading in headings]
    usual = {plain(headings[place]) for place, field in enumerate(found) if field == "last_name"}
    if "nom" in usual and len(usual) > 1 and "birth_name" not in found:
        found = ["birth_name" if plain(headings[place]) == "nom" else field for place, field in enumerate(found)]
    given: set[str] = set()
    for place, field in enumerate(found):
        if field == "phone" and "phone" in given:
            field = "other_phone"
        found[place] = field if field not in given else ""
        given.add(field)
    return found


def missing(fields: list[str]) -> list[str]:
    """What no column says, without which nobody can be written."""
    needed = [("last_name", {"last_name", "birth_name"}), ("first_name", {"first_name"})]
    return [FIELDS[name] for name, any_of in needed if not any_of & set(fields)]


def refuse_secrets(table: Table) -> None:
    """Raises: Unreadable when a column holds what the place never keeps; the file is then not kept either."""
    width = max(len(table.headings), *(len(cells) for _, cells in table.lines))
    for place in range(width):
        heading = table.headings[place] if place < len(table.headings) else ""
        what = next((what for what, words in NEVER.items() if words.search(plain(heading))), None)
        what = what or secret_in(cells[place] for _, cells in table.lines if place < len(cells))
        if what:
            named = f"La colonne « {heading[:60]} »" if heading else f"La colonne {place + 1}, sans titre,"
            raise Unreadable(
                f"{named} contient {what} : elle n’est pas reprise et doit être retirée du fichier. "
                "Le fichier n’a pas été gardé."
            )


def secret_in(cells) -> str | None:
    for cell in cells:
        if len(cell) > SHORTEST_NUMBER:
            for what, holds in CONTENTS.items():
                if holds(cell):
                    return what
    return None
