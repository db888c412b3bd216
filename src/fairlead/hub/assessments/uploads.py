"""How an upload is taken in: straight to the folder of lists, counted while it streams."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from fairlead.errors import FairleadError
from fairlead.hub.assessments.files import Incoming, limit, safe_name, too_large
from fairlead.hub.errors import refusal

__all__ = ["ListUpload", "takes_list"]

_PATIENCE = 4  # times the limit: what is sent beyond is not waited for


class ListUpload(FileUploadHandler):
    """Takes one file, the first of the form; says no while it is still coming."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.incoming: Incoming | None = None
        self.taken = self.further = False
        self.fault: FairleadError | None = None

    def new_file(self, *args: Any, **named: Any) -> None:
        """Begin to take a file in."""
        super().new_file(*args, **named)
        self.further = self.taken  # skipping it would close the first
        if self.further:
            return
        self.taken = True
        try:
            self.incoming = Incoming()
        except FairleadError as fault:
            self._refuse(fault)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Take the next piece."""
        try:
            if self.incoming is not None and not self.further:
                self.incoming.write(raw_data)
        except FairleadError as fault:
            self.incoming = None
            self._refuse(fault)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Give the file that was taken in."""
        if self.further:
            return None
        assert self.incoming is not None  # set when the file began
        made = UploadedFile(
            file=self.incoming.file, name=safe_name(self.file_name or ""), size=file_size, charset=self.charset
        )
        made.incoming = self.incoming  # type: ignore[attr-defined]
        return made

    def upload_interrupted(self) -> None:
        """Leave nothing when the sender went away."""
        if self.incoming is not None:
            self.incoming.drop()

    def _refuse(self, fault: FairleadError) -> None:
        self.fault = fault
        raise StopUpload(connection_reset=False)


def takes_list(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view take an upload; the handler stands in ``request.list_upload``."""
    checked = csrf_protect(view)

    @csrf_exempt  # checked below, when the handler is in its place
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isascii() and length.isdigit() and int(length[:20]) > limit() * _PATIENCE:
            return refusal(request, too_large(), status=413)
        handler = ListUpload(request)
        request.list_upload = handler  # type: ignore[attr-defined]
        if request.method == "POST":
            request.upload_handlers = [handler]
        try:
            return checked(request, *args, **named)
        finally:
            if handler.incoming is not None and not handler.incoming.file.closed:
                handler.incoming.drop()

    return answer
