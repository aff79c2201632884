"""How somebody is reached: telephone and e-mail, as bodies name them."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from services.kernel.inputs import not_blank

EMAIL_PATTERN: Final = r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$"

Phone = Annotated[str, Field(min_length=3, max_length=50), AfterValidator(not_blank)]
Email = Annotated[str, Field(pattern=EMAIL_PATTERN, max_length=200, examples=["kontakt@nachbarn.example"])]
