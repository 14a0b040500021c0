"""Turn a folder of tables into a map people can explore, cite, publish and teach from."""

# Written here, because reading it from the installed package takes as long as drawing the ground.
__version__ = "0.1.0"
