"""Where the people of Schmalkalden-Meiningen live: no municipality's number was confirmed, so all are made up.

The first five digits are the district's; the last three are not given to any municipality.
"""

from typing import Final

TOWNS: Final = ("16066901", "16066902")
VILLAGES: Final = ("16066903", "16066904")
