"""The door: the commands of ``sayso``. Only here the rooms meet, each imported when it is needed."""
