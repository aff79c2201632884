"""Why a file as a whole is not taken; nothing of it is stored."""


class FileRefused(ValueError):
    """The message is for the person who sends it, in German."""


class FileUnreadable(FileRefused):
    """It is not of a kind that is read here, or broken."""


class ColumnsRefused(FileRefused):
    """A required column is missing, or two columns mean the same."""
