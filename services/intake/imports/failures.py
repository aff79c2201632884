"""Why a file as a whole is not imported, beyond what is wrong with files (``kernel.files``)."""

from services.kernel.files.failures import FileRefused


class OperationUnknown(FileRefused):
    """Intake knows no such operation in this district."""

    def __init__(self, operation: str) -> None:
        super().__init__(f"Das Vorhaben „{operation}“ gibt es in diesem Landkreis nicht.")
