"""Turn a folder of tables into a map people can explore, cite, publish and teach from."""
