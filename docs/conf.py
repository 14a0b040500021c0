"""How Sphinx builds the documentation: `make docs`."""

from importlib import metadata

project = "routemap"
author = "routemap contributors"
project_copyright = "routemap contributors; text CC BY 4.0"
release = metadata.version("routemap")
extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "routemap"
