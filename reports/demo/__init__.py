"""A synthetic district: nobody in it is real, and no ID number in it can be (its area prefixes were never issued)."""
