"""What is known over several articles, or several versions of one: pure functions over both."""
