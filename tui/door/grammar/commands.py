"""Which commands there are, and the module in ``tui.door.commands`` that runs each. Imports nothing."""

MODULES = {
    "read": "reader",
    "quotes": "extraction",
    "actors": "extraction",
    "entities": "extraction",
    "text": "extraction",
    "audit": "audit",
    "said": "said",
    "add": "add",
    "search": "search",
    "changes": "changes",
    "check": "check",
    "note": "notes",
    "bookmark": "notes",
    "notes": "notes",
    "export": "exchange",
    "import": "exchange",
    "feed": "feed",
    "library": "library",
    "serve": "serve",
    "config": "configuration",
    "completions": "shell",
    "man": "shell",
}
COMMANDS = tuple(MODULES)
