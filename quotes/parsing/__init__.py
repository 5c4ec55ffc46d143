"""Article text -> attributed quotes: one module for each stage, in the order of pipeline.py."""
