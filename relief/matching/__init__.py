"""Information matching (信息比对): each rule tells its hits of a day; services/matching.py makes findings of them."""
