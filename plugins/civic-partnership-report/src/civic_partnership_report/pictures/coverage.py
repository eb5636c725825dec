def make_coverage(*a, **k):
    return None
