"""The one exception that ends a verb with one line."""


class Failure(RuntimeError):
    """Something a person has to do; the message is one German line that says what."""
