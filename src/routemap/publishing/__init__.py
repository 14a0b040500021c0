"""The published page: a folder for any web server, or one file to mail."""
