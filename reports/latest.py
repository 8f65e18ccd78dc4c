"""Counts of how things stood on a day: the latest of the period, and whose latest is older."""


def latest_of(counts, *, span, about):
    """Return (the latest count in the span of each thing, the latest of things that were counted only before it).

    `counts` come in order of their days and none is later than the span; `about` names the key of what is counted.
    """
    latest = {getattr(count, about): count for count in counts}
    inside = [count for count in latest.values() if count.counted_on >= span.first]
    return inside, [count for count in latest.values() if count.counted_on < span.first]
