"""Code lists of national standards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(models.TextChoices):
    """GB/T 2261.1"""

    UNKNOWN = "0", _("Unknown sex")
    MALE = "1", _("Male")
    FEMALE = "2", _("Female")
    UNSPECIFIED = "9", _("Sex not stated")


class DisabilityType(models.IntegerChoices):
    """GB/T 26341"""

    VISUAL = 1, _("Visual")
    HEARING = 2, _("Hearing")
    SPEECH = 3, _("Speech")
    PHYSICAL = 4, _("Physical")
    INTELLECTUAL = 5, _("Intellectual")
    MENTAL = 6, _("Mental")
    MULTIPLE = 7, _("Multiple")


class Grade(models.IntegerChoices):
    """1 is the most severe."""

    ONE = 1, _("Grade 1")
    TWO = 2, _("Grade 2")
    THREE = 3, _("Grade 3")
    FOUR = 4, _("Grade 4")


# GB/T 3304
ETHNIC_GROUPS = [
    ("01", pgettext_lazy("ethnic group", "Han")),
    ("02", pgettext_lazy("ethnic group", "Mongol")),
    ("03", pgettext_lazy("ethnic group", "Hui")),
    ("04", pgettext_lazy("ethnic group", "Zang")),
    ("05", pgettext_lazy("ethnic group", "Uygur")),
    ("06", pgettext_lazy("ethnic group", "Miao")),
    ("07", pgettext_lazy("ethnic group", "Yi")),
    ("08", pgettext_lazy("ethnic group", "Zhuang")),
    ("09", pgettext_lazy("ethnic group", "Buyei")),
    ("10", pgettext_lazy("ethnic group", "Chosen")),
    ("11", pgettext_lazy("ethnic group", "Man")),
    ("12", pgettext_lazy("ethnic group", "Dong")),
    ("13", pgettext_lazy("ethnic group", "Yao")),
    ("14", pgettext_lazy("ethnic group", "Bai")),
    ("15", pgettext_lazy("ethnic group", "Tujia")),
    ("16", pgettext_lazy("ethnic group", "Hani")),
    ("17", pgettext_lazy("ethnic group", "Kazak")),
    ("18", pgettext_lazy("ethnic group", "Dai")),
    ("19", pgettext_lazy("ethnic group", "Li")),
    ("20", pgettext_lazy("ethnic group", "Lisu")),
    ("21", pgettext_lazy("ethnic group", "Va")),
    ("22", pgettext_lazy("ethnic group", "She")),
    ("23", pgettext_lazy("ethnic group", "Gaoshan")),
    ("24", pgettext_lazy("ethnic group", "Lahu")),
    ("25", pgettext_lazy("ethnic group", "Sui")),
    ("26", pgettext_lazy("ethnic group", "Dongxiang")),
    ("27", pgettext_lazy("ethnic group", "Naxi")),
    ("28", pgettext_lazy("ethnic group", "Jingpo")),
    ("29", pgettext_lazy("ethnic group", "Kirgiz")),
    ("30", pgettext_lazy("ethnic group", "Tu")),
    ("31", pgettext_lazy("ethnic group", "Daur")),
    ("32", pgettext_lazy("ethnic group", "Mulao")),
    ("33", pgettext_lazy("ethnic group", "Qiang")),
    ("34", pgettext_lazy("ethnic group", "Blang")),
    ("35", pgettext_lazy("ethnic group", "Salar")),
    ("36", pgettext_lazy("ethnic group", "Maonan")),
    ("37", pgettext_lazy("ethnic group", "Gelao")),
    ("38", pgettext_lazy("ethnic group", "Xibe")),
    ("39", pgettext_lazy("ethnic group", "Achang")),
    ("40", pgettext_lazy("ethnic group", "Pumi")),
    ("41", pgettext_lazy("ethnic group", "Tajik")),
    ("42", pgettext_lazy("ethnic group", "Nu")),
    ("43", pgettext_lazy("ethnic group", "Uzbek")),
    ("44", pgettext_lazy("ethnic group", "Russ")),
    ("45", pgettext_lazy("ethnic group", "Ewenki")),
    ("46", pgettext_lazy("ethnic group", "Deang")),
    ("47", pgettext_lazy("ethnic group", "Bonan")),
    ("48", pgettext_lazy("ethnic group", "Yugur")),
    ("49", pgettext_lazy("ethnic group", "Gin")),
    ("50", pgettext_lazy("ethnic group", "Tatar")),
    ("51", pgettext_lazy("ethnic group", "Derung")),
    ("52", pgettext_lazy("ethnic group", "Oroqen")),
    ("53", pgettext_lazy("ethnic group", "Hezhen")),
    ("54", pgettext_lazy("ethnic group", "Monba")),
    ("55", pgettext_lazy("ethnic group", "Lhoba")),
    ("56", pgettext_lazy("ethnic group", "Jino")),
    ("97", _("Other ethnic group")),
    ("98", _("Foreign origin")),
]

# GB/T 4761, without the birth order of sons and daughters and without in-laws of the grandparents' generation.
KINSHIP = [
    ("01", pgettext_lazy("kinship", "Self")),
    ("02", pgettext_lazy("kinship", "Head of household")),
    ("10", pgettext_lazy("kinship", "Spouse")),
    ("11", pgettext_lazy("kinship", "Husband")),
    ("12", pgettext_lazy("kinship", "Wife")),
    ("20", pgettext_lazy("kinship", "Son")),
    ("27", pgettext_lazy("kinship", "Adopted son or stepson")),
    ("28", pgettext_lazy("kinship", "Son-in-law")),
    ("29", pgettext_lazy("kinship", "Other son")),
    ("30", pgettext_lazy("kinship", "Daughter")),
    ("37", pgettext_lazy("kinship", "Adopted daughter or stepdaughter")),
    ("38", pgettext_lazy("kinship", "Daughter-in-law")),
    ("39", pgettext_lazy("kinship", "Other daughter")),
    ("41", pgettext_lazy("kinship", "Grandson (son’s son)")),
    ("42", pgettext_lazy("kinship", "Granddaughter (son’s daughter)")),
    ("43", pgettext_lazy("kinship", "Grandson (daughter’s son)")),
    ("44", pgettext_lazy("kinship", "Granddaughter (daughter’s daughter)")),
    ("49", pgettext_lazy("kinship", "Other grandchild")),
    ("50", pgettext_lazy("kinship", "Parent")),
    ("51", pgettext_lazy("kinship", "Father")),
    ("52", pgettext_lazy("kinship", "Mother")),
    ("53", pgettext_lazy("kinship", "Husband’s father")),
    ("54", pgettext_lazy("kinship", "Husband’s mother")),
    ("55", pgettext_lazy("kinship", "Wife’s father")),
    ("56", pgettext_lazy("kinship", "Wife’s mother")),
    ("57", pgettext_lazy("kinship", "Stepfather or adoptive father")),
    ("58", pgettext_lazy("kinship", "Stepmother or adoptive mother")),
    ("61", pgettext_lazy("kinship", "Grandfather (father’s father)")),
    ("62", pgettext_lazy("kinship", "Grandmother (father’s mother)")),
    ("63", pgettext_lazy("kinship", "Grandfather (mother’s father)")),
    ("64", pgettext_lazy("kinship", "Grandmother (mother’s mother)")),
    ("71", pgettext_lazy("kinship", "Elder brother")),
    ("72", pgettext_lazy("kinship", "Elder brother’s wife")),
    ("73", pgettext_lazy("kinship", "Younger brother")),
    ("74", pgettext_lazy("kinship", "Younger brother’s wife")),
    ("75", pgettext_lazy("kinship", "Elder sister")),
    ("76", pgettext_lazy("kinship", "Elder sister’s husband")),
    ("77", pgettext_lazy("kinship", "Younger sister")),
    ("78", pgettext_lazy("kinship", "Younger sister’s husband")),
    ("81", pgettext_lazy("kinship", "Father’s elder brother")),
    ("82", pgettext_lazy("kinship", "Father’s elder brother’s wife")),
    ("83", pgettext_lazy("kinship", "Father’s younger brother")),
    ("84", pgettext_lazy("kinship", "Father’s younger brother’s wife")),
    ("85", pgettext_lazy("kinship", "Mother’s brother")),
    ("86", pgettext_lazy("kinship", "Mother’s brother’s wife")),
    ("87", pgettext_lazy("kinship", "Mother’s sister’s husband")),
    ("88", pgettext_lazy("kinship", "Mother’s sister")),
    ("89", pgettext_lazy("kinship", "Father’s sister’s husband")),
    ("90", pgettext_lazy("kinship", "Father’s sister")),
    ("91", pgettext_lazy("kinship", "Cousin (father’s brothers’ children)")),
    ("92", pgettext_lazy("kinship", "Cousin (other)")),
    ("93", pgettext_lazy("kinship", "Nephew (brother’s son)")),
    ("94", pgettext_lazy("kinship", "Niece (brother’s daughter)")),
    ("95", pgettext_lazy("kinship", "Nephew (sister’s son)")),
    ("96", pgettext_lazy("kinship", "Niece (sister’s daughter)")),
    ("97", pgettext_lazy("kinship", "Other relative")),
    ("98", pgettext_lazy("kinship", "Nanny")),
    ("99", pgettext_lazy("kinship", "Not related")),
]

HEAD_OF_HOUSEHOLD = "02"
# What one may be to somebody else: not oneself, and no head.
KINSHIP_TO_SOMEBODY = [choice for choice in KINSHIP if choice[0] not in ("01", HEAD_OF_HOUSEHOLD)]
