"""Scene in, still picture out: SVG of our own, and PNG, JPEG and PDF made from it."""
