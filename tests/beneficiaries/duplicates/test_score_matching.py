"""The measure asked of the matcher: 0.98 of precision with 0.95 of recall on FEBRL 4."""

import re
from io import StringIO

from django.core.management import call_command


def test_the_matcher_holds_its_promise():
    said = StringIO()
    call_command("score_matching", "--french=600", stdout=said)
    measures = [
        tuple(float(value) for value in found)
        for found in re.findall(r"précision ([\d.]+) .*rappel ([\d.]+)", said.getvalue())
    ]
    (febrl, _, french, _) = measures
    assert febrl[0] >= 0.98 and febrl[1] >= 0.95, said.getvalue()
    assert french[0] >= 0.95 and french[1] >= 0.95, said.getvalue()
