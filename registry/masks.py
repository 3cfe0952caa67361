"""Masks: what lists, logs and exports may show of a name or number. Too short a value shows nothing at all."""


def mask_name(name: str) -> str:
    """The surname, and ** whatever the length."""
    return f"{name[:1]}**" if name else ""


def mask_id_number(number: str) -> str:
    """First four and last four of an 18-character number; of another document the first two."""
    if len(number) == 18:
        return f"{number[:4]}**********{number[-4:]}"
    return f"{number[:2]}{'*' * (len(number) - 2)}" if len(number) >= 9 else "*" * len(number)


def mask_certificate_number(number: str) -> str:
    """First four only: the last two digits tell the disability, the length that it was reissued."""
    if not number:
        return ""
    return f"{number[:4] if len(number) >= 20 else ''}****************"


def mask_account(number: str) -> str:
    return f"{'*' * (len(number) - 4)}{number[-4:]}" if len(number) > 8 else "*" * len(number)


def mask_phone(number: str) -> str:
    """First three and last four of a mobile; of anything else the last two."""
    if len(number) == 11 and number.startswith("1"):
        return f"{number[:3]}****{number[-4:]}"
    return f"{'*' * max(len(number) - 2, 0)}{number[-2:]}" if len(number) > 6 else "*" * len(number)
