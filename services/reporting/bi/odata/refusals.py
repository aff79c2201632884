"""What a client asked wrongly or too late; OData has a form of its own for saying so."""


class BadQuestion(Exception):
    """``option`` is the part of the question at fault, as the client wrote it; the message is German."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option
        self.message = message


class FiguresChanged(Exception):
    """The rows of a question are others than at its first page, in an order that numbers decide."""
