"""The German words of where a letter to another district stands, and of what taking its referral back does to it."""

from services.kernel.pages.wording import moment
from services.referral.letters_queries import LetterRow


def standing(letter: LetterRow) -> str:
    """In a table."""
    if letter.carried is not None:
        return f"angekommen {moment(letter.carried)}"
    if letter.destroyed is not None:
        return f"vernichtet {moment(letter.destroyed)}, bevor er ankam"
    return f"unterwegs seit {moment(letter.begun)}"


def told_of(letter: LetterRow) -> str:
    """On the page of its referral."""
    if letter.carried is not None:
        return (
            f"Der Brief ist am {moment(letter.carried)}, im anderen Landkreis angekommen."
            " Zurückholen lässt er sich nicht mehr."
        )
    if letter.destroyed is not None:
        return (
            f"Der Brief wurde am {moment(letter.destroyed)}, vernichtet, bevor er ankam."
            " Niemand kann ihn mehr lesen, auch der andere Landkreis nicht."
        )
    return f"Der Brief ist seit dem {moment(letter.begun)}, unterwegs und noch nicht angekommen."


def told_before_recall(letter: LetterRow) -> str | None:
    """What taking back does; None where there is nothing left of it."""
    if letter.carried is not None:
        return f"{told_of(letter)} Bitten Sie den anderen Landkreis, die Angaben zu löschen."
    if letter.destroyed is not None:
        return None
    return f"{told_of(letter)} Wenn Sie zurückziehen, wird er vernichtet, und niemand kann ihn mehr lesen."
