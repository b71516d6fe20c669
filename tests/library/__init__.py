"""The library's tests: real files, processes and kills."""
