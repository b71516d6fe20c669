"""One module a command, or a few that are alike: ``run(arguments)`` returns the exit status."""
