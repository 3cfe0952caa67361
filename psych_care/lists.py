"""Every list of psychiatric care by its key."""

from psych_care import card_tables, care_tables, tables

LISTS = tables.LISTS | care_tables.CARE_LISTS | card_tables.CARD_LISTS
