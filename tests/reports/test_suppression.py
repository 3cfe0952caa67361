"""Small counts can't be worked out from what is shown: an attacker tries on every small table that hypothesis thinks of."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.suppression import is_small, withheld
from tests.reports.attacker import Attacker

ALL, SUPERVISED, SEEN, REGULAR = frozenset(), frozenset("s"), frozenset("f"), frozenset("fr")
SMALL = {1, 2, 3, 4}


def table(leaves: dict[str, tuple], keys=(ALL,)) -> dict:
    """Counts of leaves, summed up over the areas above them."""
    made = {key: {} for key in keys}
    for code, counts in leaves.items():
        for length in (6, 9, 12):
            for key, count in zip(keys, counts, strict=True):
                if length <= len(code):
                    made[key][code[:length]] = made[key].get(code[:length], 0) + count
    return made


def streets(*counts) -> dict[str, tuple]:
    return {f"34170200{number}": one if isinstance(one, tuple) else (one,) for number, one in enumerate(counts, 1)}


def plain(*counts) -> dict:
    return table(streets(*counts))


def primary(made: dict) -> dict:
    """What one would withhold without a thought of sums: the small counts alone."""
    return {
        key: {
            code
            for code, count in counts.items()
            if is_small(count) or any(is_small(made[k].get(code, 0) - count) for k in made if k < key)
        }
        for key, counts in made.items()
    }


def betrayed(made: dict, hidden: dict, most: int) -> list:
    """Small counts, and small remainders, of which the attacker can rule out one value from 1 to 4."""
    attacker = Attacker(made, hidden, most)
    found = []
    for key, counts in made.items():
        for code, count in counts.items():
            if is_small(count) and not attacker.values(key, code) >= SMALL:
                found.append((key, code, attacker.values(key, code)))
            for wider in (k for k in made if k < key):
                rests = attacker.rests(wider, key, code)
                if is_small(made[wider][code] - count) and not rests >= SMALL:
                    found.append((wider, key, code, rests))
    return found


counts_of = st.integers(0, 8)


@settings(max_examples=100, deadline=None)
@given(st.lists(counts_of, min_size=1, max_size=5))
def test_no_small_count_of_a_street_follows_from_the_others(counts):
    made = plain(*counts)
    assert not betrayed(made, withheld(made), most=sum(counts) + 5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_nor_for_a_reader_who_knows_the_method(counts):
    """Of all the tables that would be shown just so, every small count takes each value from 1 to 4."""
    made = plain(*counts)
    shown = _shown(made)
    if shown.get("341702") is None:
        return
    alike = [v for v in product(range(sum(counts) + 1), repeat=len(counts)) if sum(v) == sum(counts)]
    alike = [v for v in alike if _shown(plain(*v)) == shown]
    for place, count in enumerate(counts):
        assert not is_small(count) or {v[place] for v in alike} >= SMALL, (counts, shown)


def _shown(made: dict) -> dict:
    hidden = withheld(made)
    return {code: None if code in hidden[ALL] else count for code, count in made[ALL].items()}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["001001", "001002", "001003", "002001", "002002", "003001"]), counts_of, min_size=1
    )
)
def test_nor_through_the_levels(leaves):
    made = table({f"341702{code}": (count,) for code, count in leaves.items()})
    assert not betrayed(made, withheld(made), most=14)


@st.composite
def parts(draw):
    whole = draw(st.integers(0, 10))
    return whole, draw(st.integers(0, whole))


@settings(max_examples=60, deadline=None)
@given(st.lists(parts(), min_size=1, max_size=3))
def test_neither_a_part_nor_its_remainder_follows(counts):
    made = table(streets(*counts), (ALL, SUPERVISED))
    assert not betrayed(made, withheld(made), most=13)


@st.composite
def nested(draw):
    """On file, of these seen, of these taking their medicine."""
    whole = draw(st.integers(0, 8))
    seen = draw(st.integers(0, whole))
    return whole, seen, draw(st.integers(0, seen))


@settings(max_examples=25, deadline=None)
@given(st.lists(nested(), min_size=2, max_size=2))
@example([(8, 5, 4), (8, 6, 2)])
@example([(8, 5, 2), (8, 6, 4)])
def test_nor_along_a_chain_of_parts(counts):
    made = table(streets(*counts), (ALL, SEEN, REGULAR))
    assert not betrayed(made, withheld(made), most=16)


class TestWithoutTheGuard:
    """The twins: what the small counts alone, withheld, would let anybody work out."""

    def test_a_single_gap_is_the_total_less_the_others(self):
        made = plain(4, 9, 9)
        assert betrayed(made, primary(made), most=22) == [(ALL, "341702001", {4})]

    def test_two_gaps_that_add_up_to_two(self):
        made = plain(1, 1, 9)
        assert len(betrayed(made, primary(made), most=11)) == 2

    def test_the_remainder_of_a_part(self):
        made = table(streets((9, 7), (9, 0)), (ALL, SUPERVISED))
        assert betrayed(made, {ALL: set(), SUPERVISED: set()}, most=18)
        assert betrayed(made, primary(made), most=18)

    def test_a_withheld_street_whose_communities_are_shown(self):
        made = table({"341702001001": (2,), "341702001002": (0,), "341702002001": (9,)})
        assert betrayed(made, {ALL: {"341702001", "341702002", "341702002001"}}, most=11)


def test_with_ties_more_than_one_street_is_withheld_and_none_follows():
    made = plain(4, 5, 5)
    hidden = withheld(made)[ALL]
    assert "341702001" in hidden
    assert len(hidden) >= 2
    assert not betrayed(made, withheld(made), most=14)


def test_large_counts_are_all_shown():
    made = plain(5, 60, 0, 12)
    assert withheld(made) == {ALL: set()}


def test_a_district_with_enough_people_keeps_its_total():
    hidden = withheld(plain(3, 40, 55, 61))[ALL]
    assert hidden == {"341702001", "341702004"}


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_lonely_small_count_takes_every_area_above_along(count):
    assert withheld(plain(count)) == {ALL: {"341702", "341702001"}}
