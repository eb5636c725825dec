"""The pictures of a report, each with a table that says the same in text."""

from .coverage import make_coverage as make_coverage
from .feeder_chain import make_feeder_chain as make_feeder_chain
from .money import make_money as make_money
from .picture import STYLESHEET as STYLESHEET, Picture as Picture
from .timeline import make_status_timeline as make_status_timeline, make_timeline as make_timeline
