"""``python -m tui`` is the same as the command ``sayso``."""

from tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
