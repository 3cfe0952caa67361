"""The figures of the model texts as synthetic records, each sample a module: `manage.py load_sample NAME`.

A sample has `title`, `area` (its code), `steps` (how many), `prepare()`, which makes the areas and gives the account that
owns it, and `load(step, scale=, rng=)`, which loads one step inside a transaction.
"""

from reports.samples.t5 import T5

SAMPLES = {"T5": T5()}
