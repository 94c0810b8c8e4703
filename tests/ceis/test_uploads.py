"""A file as it comes: kept up to twenty-five megabytes, dropped beyond, its form read to the end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from ceis.uploads import LARGEST_UPLOAD


def sent(size: int):
    data = {"file": SimpleUploadedFile("gros.pdf", b"x" * size), "title": "Avis d’impôt"}
    request = RequestFactory().post("/", data)
    return request.POST, request.FILES["file"]


@pytest.mark.parametrize("size", [0, 1, 70_000, LARGEST_UPLOAD])
def test_up_to_twenty_five_megabytes_a_file_is_whole(size):
    form, file = sent(size)
    assert file.size == len(file.read()) == size
    assert form["title"] == "Avis d’impôt"
    file.close()


@pytest.mark.parametrize("over", [1, 200_000])
def test_beyond_nothing_of_it_is_kept_and_the_form_is(over):
    form, file = sent(LARGEST_UPLOAD + over)
    assert file.size == LARGEST_UPLOAD + over
    assert file.read() == b""
    assert form["title"] == "Avis d’impôt"
    file.close()
