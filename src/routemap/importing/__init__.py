"""Files of others, brought in: what they hold becomes the tables of a journey."""

from routemap.importing.bringing import Brought, bring, bring_from
from routemap.importing.columns import COLUMNS, named_tables, recognised
from routemap.importing.foreign import ForeignTable

__all__ = [
    "COLUMNS",
    "Brought",
    "ForeignTable",
    "bring",
    "bring_from",
    "named_tables",
    "recognised",
]
