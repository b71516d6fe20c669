"""The door: the commands of ``sayso``. Only here are the rooms introduced to each other, each as it is needed."""
