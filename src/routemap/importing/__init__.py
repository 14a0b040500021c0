"""Files of others, brought in: what they hold becomes the tables of a journey."""

from routemap.importing.bringing import Brought, bring
from routemap.importing.columns import COLUMNS, named_tables, recognised
from routemap.importing.foreign import ForeignTable

__all__ = ["COLUMNS", "Brought", "ForeignTable", "bring", "named_tables", "recognised"]
