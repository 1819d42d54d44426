"""The commands of the command line, one module each: `SUMMARY`, `add_arguments(parser)`, `run(options)`.

Heavy imports happen inside `run`, so that no command waits for another one's libraries.
"""
