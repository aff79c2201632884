"""Why a file as a whole is not imported; the command line ends with 2 and nothing is stored."""


class FileRefused(ValueError):
    """The message is for the person who imports, in German."""


class FileUnreadable(FileRefused):
    """Neither CSV nor XLSX, or broken."""


class ColumnsRefused(FileRefused):
    """A required column is missing, or two columns mean the same."""


class OperationUnknown(FileRefused):
    """Intake knows no such operation in this district."""

    def __init__(self, operation: str) -> None:
        super().__init__(f"Das Vorhaben „{operation}“ gibt es in diesem Landkreis nicht.")
