"""Scene in, still picture out: our own SVG, and the PNG, JPEG and PDF made from it."""
