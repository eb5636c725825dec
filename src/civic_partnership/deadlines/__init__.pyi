from .deadline import DEADLINE_KINDS as DEADLINE_KINDS, Deadline as Deadline
from .owners import name_of_owner as name_of_owner
from .year import find_deadlines as find_deadlines
