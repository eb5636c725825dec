"""The records: frozen attrs classes that know neither files nor rules."""

from .association import Association
from .chain import FeederChain, Initiative, Stage
from .cooperation import (
    Alliance,
    Conference,
    CooperationAgreement,
    CooperationFramework,
    Decision,
    Evaluation,
    Goal,
    GoalReading,
    Hearing,
    Response,
    SteeringGroup,
)
from .meeting import AgendaItem, Meeting
from .municipality import Area, Contact, Department, Municipality, RuleLevel
from .partnership import (
    ActionPlan,
    Employment,
    Funding,
    Grant,
    Handover,
    Objective,
    Partnership,
    Spending,
    Term,
)
from .parts import Commitment, Member, MemberCount, Party
from .programme import Application, ApplicationRound, Appropriation, FocusArea, Programme
from .record import Entry, FieldInfo, Record, Source, about, info
from .register import KINDS, LeftOut, RecordKey, Register, kind_of
from .survey import AnswerShare, Question, Survey
from .walking import Reference, along, field_at, plain, references

__all__ = [
    "KINDS",
    "ActionPlan",
    "AgendaItem",
    "Alliance",
    "AnswerShare",
    "Application",
    "ApplicationRound",
    "Appropriation",
    "Area",
    "Association",
    "Commitment",
    "Conference",
    "Contact",
    "CooperationAgreement",
    "CooperationFramework",
    "Decision",
    "Department",
    "Employment",
    "Entry",
    "Evaluation",
    "FeederChain",
    "FieldInfo",
    "FocusArea",
    "Funding",
    "Goal",
    "GoalReading",
    "Grant",
    "Handover",
    "Hearing",
    "Initiative",
    "LeftOut",
    "Meeting",
    "Member",
    "MemberCount",
    "Municipality",
    "Objective",
    "Partnership",
    "Party",
    "Programme",
    "Question",
    "Record",
    "RecordKey",
    "Reference",
    "Register",
    "Response",
    "RuleLevel",
    "Source",
    "Spending",
    "Stage",
    "SteeringGroup",
    "Survey",
    "Term",
    "about",
    "along",
    "field_at",
    "info",
    "kind_of",
    "plain",
    "references",
]
