"""Read a folder of tables, or a lone table of stops, into a journey, or say all that is wrong."""

from routemap.tables.reader import Report, check_files, check_journey, read_journey

__all__ = ["Report", "check_files", "check_journey", "read_journey"]
