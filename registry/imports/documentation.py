"""docs/datasets.md, made from the declarations."""

from collections.abc import Iterable

from django.utils.translation import override

from registry.imports.columns import Column
from registry.imports.dataset import Dataset

BEGINNING = """# Datasets for import and export

Made by `manage.py data_docs docs/datasets.md` from the declarations; a test holds the two together.

Settings → Import and export gives the template of a dataset and its export: the same columns, so that an export can be
changed and sent back. From the command line: `manage.py data_template DATASET FILE.xlsx`,
`import_data DATASET FILE [--dry-run] [--by USER]` and `export_data DATASET FILE [--by USER]`, xlsx or csv by the file's
ending. A heading may be the machine name or the heading in any of the three languages, in any order. An empty cell leaves
what is stored as it is. A row finds its record by the record number of an export or, without one, by what tells it from
others. ID numbers and phones stand in clear in an export: it asks for a reason, and the audit log keeps it.
"""


def documentation(datasets: Iterable[Dataset]) -> str:
    parts = [_section(dataset) for dataset in sorted(datasets, key=lambda dataset: (dataset.order, dataset.key))]
    return "\n".join([BEGINNING, *parts])


def _section(dataset: Dataset) -> str:
    lines = [
        f"## {_in('en', dataset)} (`{dataset.key}`)",
        "",
        f"{_in('zh-hans', dataset)}. For those who may: {_in('en', dataset.permission.label)}.",
        "",
        "| Column | Heading | 标题 | Required | Example | Note |",
        "|---|---|---|---|---|---|",
        *(_line(column) for column in dataset.columns),
        "",
    ]
    return "\n".join(lines)


def _line(column: Column) -> str:
    with override("zh-hans"):
        example = str(column.choices[0][1]) if column.choices else column.example
    cells = (
        f"`{column.name}`",
        _in("en", column.heading),
        _in("zh-hans", column.heading),
        "yes" if column.required else "",
        example,
        _note(column),
    )
    return f"| {' | '.join(cells)} |"


def _note(column: Column) -> str:
    with override("en"):
        choices = ", ".join(str(label) for _value, label in column.choices) if len(column.choices) < 20 else ""
        return " ".join(filter(None, [str(column.help), f"One of: {choices}." if choices else ""])).replace("|", "/")


def _in(language: str, text) -> str:
    with override(language):
        return str(text)
