"""Files people send: what is too large is never kept, not even for the time of a refusal."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

LARGEST_UPLOAD = 25 * 1024 * 1024  # a file of zones; each form then says its own limit


class CappedUpload(TemporaryFileUploadHandler):
    """Write each file aside as it comes, up to ``LARGEST_UPLOAD``; beyond, drop it and go on reading the form.

    The file then says its true ``size`` and holds nothing: the form refuses it in words, and loses no other field.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= LARGEST_UPLOAD:
            self.file.write(raw_data)
        elif self.file.tell():
            self.file.seek(0)
            self.file.truncate()

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file
