"""Where a file lies while it comes in: in a file without a name, no longer than one may be, gone when the request is.

Django would write it under a name into the folder for temporary files, whole, however large, before any view is asked,
and a power cut would leave it there to be read.
"""

import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


def most_bytes() -> int:
    """All files that one form may bring, and its words."""
    files: int = settings.HUIYING_FILE_BYTES * settings.HUIYING_FILES_PER_MATTER
    words: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return files + words


class NamelessFiles(FileUploadHandler):
    """Keeps one byte more than may be taken, so that whoever takes it in can say that it is too large."""

    file: IO[bytes] | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - as Django calls it
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        if content_length > most_bytes():
            raise RequestDataTooBig("more than all files together may have")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = tempfile.TemporaryFile(  # noqa: SIM115 - closed with the request
            dir=settings.FILE_UPLOAD_TEMP_DIR
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.HUIYING_FILE_BYTES + 1 - start
        if self.file is not None and room > 0:
            self.file.write(raw_data[:room])

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if self.file is None:
            return None
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if self.file is not None:
            self.file.close()
