"""Our own annotations of freely licensed news, stand-off, and the tools that make and check them."""
