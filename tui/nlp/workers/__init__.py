"""Analysing in other processes: beside the reader, on all cores, on a cluster."""
