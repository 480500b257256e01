"""What messaging refuses, and why. No message holds a name or anything that was sent."""

from onward.foundation.errors import NotFound, OnwardError


class DeliveryNotFound(NotFound):
    """No such delivery, or none that the actor may see."""

    code = "delivery-not-found"


class MessageNotFound(NotFound):
    """No such message, or none that the actor may see."""

    code = "message-not-found"


class DocumentNotFound(NotFound):
    """No such document, or none that the actor may see."""

    code = "document-not-found"


class ReceiptMismatch(OnwardError):
    """The checksum is not that of the content: what was received is not what was sent."""

    code = "receipt-mismatch"


class PayloadErased(OnwardError):
    """The content was erased for good."""

    code = "payload-erased"


class DocumentTooLarge(OnwardError):
    """The document is larger than may be."""

    code = "document-too-large"

    def __init__(self, limit: int) -> None:
        """Say how many bytes a document may have."""
        super().__init__(f"A document may have {limit} bytes.")
        self.limit = limit


class ChecksumMismatch(OnwardError):
    """The document does not have the checksum that was stated: it was damaged on the way."""

    code = "checksum-mismatch"


class MediaTypeNotTaken(OnwardError):
    """Documents of this media type are not taken."""

    code = "media-type-not-taken"


class ContentNotAsStated(OnwardError):
    """The document is not what its media type says."""

    code = "content-not-as-stated"


class BlobMissing(OnwardError):
    """The blob store does not have what the database says that it has."""

    code = "blob-missing"
