from .deadline import DEADLINE_KINDS as DEADLINE_KINDS, Deadline as Deadline
from .year import find_deadlines as find_deadlines
