"""Registers of any size in which one kind of thing is wrong throughout, for what measures how the cost grows."""

from collections.abc import Callable, Mapping

from read_and_check import PROGRAMME as WHOLE_PROGRAMME, valid_cvr

Files = Mapping[str, bytes]
"""The files of a register: name -> bytes."""

PER_FILE = 100

PROGRAMME = "\n".join(
    line.replace("[2, 3]", "[4]")
    for line in WHOLE_PROGRAMME.splitlines()
    if not line.startswith(("focus_areas.volunteers", "focus_areas.retention"))
)

RECORDS = """\
[associations.forening-{n}]
name = "Forening nummer {n}"
cvr = "{cvr}"
citywide = true
member_counts = [{{ on = 2020-12-31, under_25 = 240, total = 310 }}]

[partnerships.forening-{n}]
programme = "sociale-partnerskaber"
appropriation = "vol-1"
associations = ["forening-{n}"]
consultant = "consultant"
terms = [{{ period = "2021/2024", kind = "initial" }}]
grants = [{{ period = "2021/2024", amount = 800_000, spending = [{{ purpose = "resource-person", amount = 800_000 }}] }}]
employments = [{{ period = "2021/2024", weekly_hours = 20, handover = {{ on = 2024-12-01 }} }}]
note = "Partnerskabet har været i gang siden 2021."

[[partnerships.forening-{n}.action_plans]]
period = "2021/2024"
approved_on = 2021-02-01
approved_by = "culture"
objectives = [{{ focus_area = "organisation", goal = "Børneudvalg", status = "reached" }}]

[meetings.forening-{n}]
on = 2024-04-12
kind = "status"
partnership = "forening-{n}"
"""

PARTNERSHIP = """\
[programmes.p]
name = "Sociale partnerskaber"
min_weekly_hours = 20
annual_amount = 200_000
plan_years = [2, 3]
term_years = 4
min_youth_members = 100
focus_areas.organisation = { number = 1, name = "Intern organisering", since = "2021" }
[partnerships.p]
programme = "p"
associations = ["a"]
"""

ASSOCIATION = '[associations.a]\nname = "Forening"\n'
TERMS = 'terms = [{ period = "2020/2023", kind = "initial" }]\n'


def register_of(records: str, number: int, *, first: str = PROGRAMME) -> Files:
    """A register of records that are written anew for each number, in files of a hundred."""
    files = {"programme.toml": first.encode()}
    for start in range(0, number, PER_FILE):
        rows = (records.format(n=n, cvr=valid_cvr(n)) for n in range(start, min(start + PER_FILE, number)))
        files[f"partnerships-{start:07}.toml"] = "\n".join(rows).encode()
    return files


def replaced(usual: str, then: str) -> Callable[[int], Files]:
    """Registers in which all records have something else in one place."""
    assert usual in RECORDS, usual
    return lambda number: register_of(RECORDS.replace(usual, then), number)


def without(name: str) -> Callable[[int], Files]:
    """Registers in which a list is missing in all records."""
    lines = [line for line in RECORDS.splitlines(keepends=True) if not line.startswith(f"{name} = ")]
    return lambda number: register_of("".join(lines), number)


def one_list(name: str, row: str, *, also: str = "") -> Callable[[int], Files]:
    """Registers of one partnership with a long list, whose rows are written anew for each number."""

    def register(number: int) -> Files:
        rows = ",".join(row.format(n=n, day=day(n), year=1900 + n % 290) for n in range(number))
        ends = "]" + "}]" * ("[{" in name)
        return {"register.toml": f"{PARTNERSHIP}{also}{name} = [{rows}{ends}\n{ASSOCIATION}".encode()}

    return register


def day(number: int) -> str:
    """A day that differs from that of other numbers, as long as there are days."""
    return f"{1900 + number // 336 % 290}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def doubled_ids(number: int) -> Files:
    """Every record stands in two files."""
    files = register_of(RECORDS, number // 2)
    return {**files, **{f"again-{name}": data for name, data in files.items() if name != "programme.toml"}}


def one_association(period: str) -> Callable[[int], Files]:
    """All partnerships are of one association."""
    records = RECORDS.replace('associations = ["forening-{n}"]', 'associations = ["forening-0"]')
    return lambda number: register_of(records.replace('"2021/2024", kind', f'"{period}", kind'), number)


def misspelt_levels(number: int) -> Files:
    """The programme sets the levels of rules that there are not."""
    levels = "".join(f'rule_levels.term-lenght-{n} = "off"\n' for n in range(number))
    return {"programme.toml": f'[programmes.p]\nname = "p"\n{levels}'.encode()}


def one_round(number: int) -> Files:
    """All have applied in one round."""
    rows = "".join(
        f'[[rounds.r.applications]]\nassociation = "forening-{n}"\noutcome = "selected"\n'
        for n in range(number)
    )
    opened = '[rounds.r]\nprogramme = "sociale-partnerskaber"\nappropriation = "vol-1"\nopens = 2020-01-01\n'
    return register_of(RECORDS, number, first=f"{PROGRAMME}\n{opened}closes = 2020-03-01\n{rows}")


def unplaced_initiatives(number: int) -> Files:
    """As many initiatives as stages that name none of them."""
    chain = '[[feeder_chains.{n}.stages]]\nstep = "retention"\ninitiatives = ["i-{n}", "x"]\n'
    return register_of('[initiatives.j-{n}]\nname = "Indsats {n}"\n' + chain, number)


def members(row: str) -> Callable[[int], Files]:
    """An alliance with many members."""
    return lambda number: {
        "alliance.toml": (
            '[alliances.a]\nname = "Alliancen"\nmembers = ['
            + ",".join(row.format(n=n, day=day(n)) for n in range(number))
            + "]\n"
        ).encode()
    }


def hearing(number: int) -> Files:
    """Many parties were heard, and none answered."""
    heard = ",".join(f'{{ name = "Part {n}" }}' for n in range(number))
    answers = ",".join(f'{{ by = {{ name = "Anden part {n}" }} }}' for n in range(number))
    told = f"hearing = {{ opens = 2020-01-01, deadline = 2020-03-01, consulted = [{heard}], responses = [{answers}] }}"
    return {"framework.toml": f'[frameworks.f]\ntitle = "Mål"\n{told}\n'.encode()}


def member_counts(number: int) -> Files:
    """One association was counted often, and shares all partnerships."""
    counts = ",".join(f"{{ on = {day(n)}, under_25 = 24 }}" for n in range(number))
    first = PROGRAMME.replace("term_years = 4", "term_years = 4\nmin_youth_members = 100")
    rest = f'[associations.a]\nname = "a"\nmember_counts = [{counts}]\n'
    partnership = (
        '[partnerships.p-{n}]\nprogramme = "sociale-partnerskaber"\nassociations = ["a"]\n'
        'terms = [{{ period = "2024~/2027", kind = "initial" }}]\n'
    )
    return register_of(partnership, number, first=f"{first}\n{rest}")


def one_json(number: int) -> Files:
    """A JSON document in one line, in which every CVR number is wrong."""
    rows = ",".join(f'"f-{n}":{{"name":"Forening nummer {n}","cvr":"12345678"}}' for n in range(number))
    return {"register.json": f'{{"associations":{{{rows}}}}}'.encode()}


def lines(number: int) -> Files:
    """A record a line, and every other line is none."""
    rows = (
        f'{{"associations":{{"f-{n}":{{"name":"F {n}","cvr":"12345678"}}}}}}\n{{"x\n' for n in range(number)
    )
    return {"register.ndjson": "".join(rows).encode()}


def toml_tables(number: int) -> Files:
    """A partnership with many tables, of which every one is wrong."""
    tables = "[[partnerships.p.grants]]\nyear = 2020\namount = 'x'\n" * number
    return {"register.toml": f"{PARTNERSHIP}{tables}".encode()}


def json_rows(number: int) -> Files:
    """A JSON document in many lines with a long list of which every row is wrong."""
    rows = ",\n".join(['{"year": 2020, "amount": "x"}'] * number)
    return {"register.json": f'{{"partnerships": {{"p": {{\n"grants": [{rows}]}}}}}}'.encode()}


def csv_rows(number: int) -> Files:
    """Tables of CSV with a long list of which every row is wrong."""
    grants = "".join(f"p,{n},2020,1,x\n" for n in range(1, number + 1))
    return {
        "partnerships.csv": b"id,programme,associations\np,p,a\n",
        "partnerships.grants.csv": f"partnerships,grants,year,amount,paid_on\n{grants}".encode(),
    }


OF_MANY: dict[str, Callable[[int], Files]] = {
    "clean": lambda number: register_of(RECORDS, number),
    "misspelt references": replaced('["forening-{n}"]', '["foreinng-{n}"]'),
    "references that lead nowhere": replaced('"consultant"\nterms', '"q{n}z"\nterms'),
    "unknown fields": replaced("citywide", "city_wide"),
    "wrong types": replaced("total = 310", 'total = "310"'),
    "records that cannot be built": replaced("\nprogramme", "\nprogrammes"),
    "doubled ids": doubled_ids,
    "doubled CVR numbers": replaced('"{cvr}"', '"12345674"'),
    "doubled names": replaced('"Forening nummer {n}"', '"Foreningen"'),
    "numbers of which the check digit is wrong": replaced('"{cvr}"', '"12345678"'),
    "no terms": without("terms"),
    "no grants": without("grants"),
    "no employments": without("employments"),
    "uncertain first days": replaced('"2021/2024", kind', '"2021~/2024", kind'),
    "no last day": replaced('"2021/2024", kind', '"2021/..", kind'),
    "wrong amounts": replaced("800_000, spending", "800_00{n}, spending"),
    "all parts of a year": replaced(
        '{{ period = "2021/2024", amount', '{{ period = "2021/2024-09-{n:02}", amount'
    ),
    "one association": one_association("2021/2024"),
    "one association, uncertain terms": one_association("2021~/2024~"),
    "one association in each round": one_round,
    "exemptions that are not used": replaced(
        "citywide = true", 'citywide = true\nexempt = {{ cvr-checksum = "x" }}'
    ),
    "exemptions of no rule": replaced("citywide = true", 'citywide = true\nexempt = {{ cvr-cheksum = "x" }}'),
    "levels of no rule": misspelt_levels,
    "phone numbers in texts": replaced("siden 2021.", "siden 2021, ring 31 22 33 44."),
    "civil registration numbers in texts": replaced("siden 2021.", "siden 2021, 010203-1234."),
    "initiatives in no chain": unplaced_initiatives,
    "often counted": member_counts,
    "one line of JSON": one_json,
    "lines that cannot be read": lines,
}
"""Kind of fault -> the files of a register of so many partnerships."""

OF_ONE: dict[str, Callable[[int], Files]] = {
    "grants of one year": one_list("grants", "{{ year = 2020, amount = 1 }}", also=TERMS),
    "grants of many years": one_list("grants", '{{ period = "{day}/2030", amount = 1 }}', also=TERMS),
    "grants that may be of any day": one_list(
        "grants", '{{ period = "{year}~/..", amount = 1 }}', also=TERMS
    ),
    "terms of the same years": one_list("terms", '{{ period = "2020/2023", kind = "initial" }}'),
    "terms apart": one_list("terms", '{{ period = "{day}/{day}", kind = "extension" }}'),
    "terms without a last day": one_list("terms", '{{ period = "{day}/..", kind = "extension" }}'),
    "terms of uncertain days": one_list("terms", '{{ period = "2020~/2023~", kind = "extension" }}'),
    "employments of the same years": one_list("employments", '{{ period = "2020/2023" }}', also=TERMS),
    "employments without a last day": one_list(
        "employments", '{{ period = "{day}/..", weekly_hours = 0.1 }}', also=TERMS
    ),
    "employments apart": one_list(
        "employments", '{{ period = "{day}/{day}", weekly_hours = 1 }}', also=TERMS
    ),
    "employments that are paid by a grant": one_list(
        "employments",
        '{{ period = "2020~/2020~", funding = [{{ source = "grant", annual_amount = 1 }}] }}',
        also="grants = [{ year = 2020, amount = 1 }]\n",
    ),
    "plans of the same years": one_list("action_plans", '{{ period = "2020/2022" }}', also=TERMS),
    "plans without a last day": one_list("action_plans", '{{ period = "{day}/.." }}', also=TERMS),
    "objectives": one_list(
        'action_plans = [{ period = "2020/2022", objectives',
        '{{ focus_area = "organisaton", goal = "Mål {n}" }}',
        also=TERMS,
    ),
    "members at the same time": members('{{ association = "a", since = {day} }}'),
    "members of whom little is known": members('{{ association = "a" }}'),
    "parties that were heard": hearing,
    "rows of CSV": csv_rows,
    "tables of TOML": toml_tables,
    "rows of JSON": json_rows,
}
"""Kind of fault -> the files of a register of one record with so many rows."""

FAULTS = {**OF_MANY, **OF_ONE}
