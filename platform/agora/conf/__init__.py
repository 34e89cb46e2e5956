"""The composition root: names every part by strings; only the command line imports it."""
