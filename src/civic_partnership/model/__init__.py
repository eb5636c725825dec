"""The records of a register: classes that hold facts and know nothing of files or rules."""

from .addresses import (
    Place as Place,
    PlaceType as PlaceType,
    address_in_record as address_in_record,
    find_all_places as find_all_places,
    find_places as find_places,
    matches as matches,
    name_rows as name_rows,
    nearest_place as nearest_place,
    place_at as place_at,
    place_of_record as place_of_record,
    type_at as type_at,
)
from .association import (
    Association as Association,
    Declaration as Declaration,
    FormerName as FormerName,
    MemberCount as MemberCount,
)
from .cooperation import (
    Alliance as Alliance,
    Conference as Conference,
    CooperationAgreement as CooperationAgreement,
    CooperationFramework as CooperationFramework,
    Evaluation as Evaluation,
    Goal as Goal,
    GoalReading as GoalReading,
    Hearing as Hearing,
    Response as Response,
    SteeringGroup as SteeringGroup,
)
from .employment import (
    Employment as Employment,
    Funding as Funding,
    Handover as Handover,
    Leave as Leave,
)
from .feeder_chain import FeederChain as FeederChain, Initiative as Initiative, Stage as Stage
from .field_paths import (
    FieldFinder as FieldFinder,
    Reference as Reference,
    collect_fields as collect_fields,
    field_at as field_at,
    find_fields as find_fields,
    item_type as item_type,
    parts as parts,
    references as references,
    unwrap_type as unwrap_type,
    values_at as values_at,
    walk_path as walk_path,
)
from .grant import (
    Accounts as Accounts,
    CarriedOver as CarriedOver,
    Grant as Grant,
    Payment as Payment,
    Repayment as Repayment,
    Spending as Spending,
)
from .meeting import AgendaItem as AgendaItem, Meeting as Meeting
from .municipality import (
    Area as Area,
    Department as Department,
    Municipality as Municipality,
    RuleLevel as RuleLevel,
)
from .parties import (
    Commitment as Commitment,
    Contact as Contact,
    Decision as Decision,
    Member as Member,
    Party as Party,
    Person as Person,
)
from .partnership import (
    ActionPlan as ActionPlan,
    Cancellation as Cancellation,
    Consultant as Consultant,
    Objective as Objective,
    Partner as Partner,
    Partnership as Partnership,
    Term as Term,
)
from .programme import (
    Application as Application,
    ApplicationRound as ApplicationRound,
    Appropriation as Appropriation,
    FocusArea as FocusArea,
    Programme as Programme,
)
from .record import (
    Entry as Entry,
    FieldInfo as FieldInfo,
    Record as Record,
    Source as Source,
    about as about,
    description as description,
    info as info,
    word_label as word_label,
    word_spellings as word_spellings,
)
from .register import (
    DOCUMENT_KINDS as DOCUMENT_KINDS,
    KINDS as KINDS,
    RECORD_IDS as RECORD_IDS,
    LeftOut as LeftOut,
    RecordKey as RecordKey,
    Register as Register,
    class_of as class_of,
    key_of as key_of,
    kind_of as kind_of,
    list_named as list_named,
)
from .row_keys import (
    is_same_row as is_same_row,
    pair_rows as pair_rows,
    row_key as row_key,
    row_key_fields as row_key_fields,
)
from .shape import (
    Missing as Missing,
    confirm_shape as confirm_shape,
    find_choices as find_choices,
    find_invalid_values as find_invalid_values,
    has_confirmed_shape as has_confirmed_shape,
    wrong_choices as wrong_choices,
)
from .survey import AnswerShare as AnswerShare, Question as Question, Survey as Survey
