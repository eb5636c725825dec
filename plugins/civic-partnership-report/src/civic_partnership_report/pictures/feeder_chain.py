def make_feeder_chain(*a, **k):
    return None
