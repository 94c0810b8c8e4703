import pytest

from ceis.sensitive_text import Found, find

HELD = [
    ("son numéro est 2 55 08 14 168 025 38", [Found.NIR]),
    ("NIR 255081416802538.", [Found.NIR]),
    ("né à Ajaccio : 1 80 06 2A 004 001 51", [Found.NIR]),
    ("né à Bastia : 180062b00400178", [Found.NIR]),
    ("une carte 4111 1111 1111 1111 exp. 09/28", [Found.CARD]),
    ("4111-1111-1111-1111", [Found.CARD]),
    ("378282246310005", [Found.CARD]),
    ("virement sur FR76 3000 6000 0112 3456 7890 189 demain", [Found.IBAN]),
    ("fr1420041010050500013m02606", [Found.IBAN]),
    ("compte belge BE68 5390 0754 7034", [Found.IBAN]),
    ("mot de passe : Figuier34", [Found.PASSWORD]),
    ("Mot de passe de la CAF = 1234567", [Found.PASSWORD]),
    ("le mdp est azerty", [Found.PASSWORD]),
    ("mdp Caf2024!", [Found.PASSWORD]),
    ("code confidentiel : 4821", [Found.PASSWORD]),
    ("carte 4111111111111111 et mdp: soleil", [Found.CARD, Found.PASSWORD]),
]

HARMLESS = [
    "",
    "2 55 08 14 168 025 39",  # the key is wrong
    "4111 1111 1111 1112",  # Luhn refuses
    "SIRET 732 829 320 00074",  # holds Luhn, as every SIRET, and is public
    "06 12 34 56 78",
    "FR76 3000 6000 0112 3456 7890 188",
    "dossier 2026-00318, rendez-vous le 24/11/2026 à 9 h 30",
    "A appris à créer un mot de passe solide et à le changer.",
    "Il a oublié son mot de passe, nous l’avons réinitialisé avec lui.",
    "mot de passe oublié",
    "numéro d’allocataire 1234567",
]


@pytest.mark.parametrize(("text", "found"), HELD)
def test_what_opens_rights_or_money_is_seen(text, found):
    assert find(text) == found


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_notes_pass(text):
    assert find(text) == []


def test_narrow_spaces_of_the_french_do_not_hide_a_number():
    assert find("2\u202f55\u202f08\u202f14\u202f168\u202f025\u202f38") == [Found.NIR]


def test_a_very_long_text_is_read_in_time():
    assert find("mot de passe " * 2000 + "1 " * 20_000 + "FR76 " * 4000) == []
