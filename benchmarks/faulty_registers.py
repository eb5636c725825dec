"""Registers of any size in which one kind of thing is wrong throughout, for what measures how the cost grows."""

from collections.abc import Callable, Mapping

from big_records import BASE
from big_register import PER_FILE, valid_cvr

Files = Mapping[str, bytes]
"""The files of a register: name -> bytes."""

PROGRAMME = "\n".join(
    line.replace("[2, 3]", "[4]")
    for line in BASE.splitlines()
    if not line.startswith(("focus_areas.volunteers", "focus_areas.retention", "status_meetings"))
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
partners = [{{ association = "forening-{n}" }}]
consultants = [{{ contact = "consultant" }}]
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
partners = [{ association = "a" }]
"""

ASSOCIATION = '[associations.a]\nname = "Forening"\n'
TERMS = 'terms = [{ period = "2020/2023", kind = "initial" }]\n'


def make_files(records: str, number: int, *, first: str = PROGRAMME) -> Files:
    """Fill in the text of a record once for each number; put a hundred records in a file."""
    files = {"programme.toml": first.encode()}
    for start in range(0, number, PER_FILE):
        rows = (records.format(n=n, cvr=valid_cvr(n)) for n in range(start, min(start + PER_FILE, number)))
        files[f"partnerships-{start:07}.toml"] = "\n".join(rows).encode()
    return files


def replace_in_all(usual: str, then: str) -> Callable[[int], Files]:
    """Return a maker of registers; in each record one text is replaced by another."""
    assert usual in RECORDS, usual
    return lambda number: make_files(RECORDS.replace(usual, then), number)


def remove_list(name: str) -> Callable[[int], Files]:
    """Return a maker of registers; no record has this list."""
    lines = [line for line in RECORDS.splitlines(keepends=True) if not line.startswith(f"{name} = ")]
    return lambda number: make_files("".join(lines), number)


def make_long_list(name: str, row: str, *, also: str = "") -> Callable[[int], Files]:
    """Return a maker of registers; each has one partnership with so many rows in one list."""

    def register(number: int) -> Files:
        rows = ",".join(row.format(n=n, day=choose_day(n), year=1900 + n % 290) for n in range(number))
        ends = "]" + "}]" * ("[{" in name)
        return {"register.toml": f"{PARTNERSHIP}{also}{name} = [{rows}{ends}\n{ASSOCIATION}".encode()}

    return register


def choose_day(number: int) -> str:
    """Choose a day for a number; days repeat only after about 97,000 numbers."""
    return f"{1900 + number // 336 % 290}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def doubled_ids(number: int) -> Files:
    """Put every record into two files."""
    files = make_files(RECORDS, number // 2)
    return {**files, **{f"again-{name}": data for name, data in files.items() if name != "programme.toml"}}


def one_association(period: str) -> Callable[[int], Files]:
    """Return a maker of registers; one association has all partnerships."""
    records = RECORDS.replace(
        'partners = [{{ association = "forening-{n}" }}]', 'partners = [{{ association = "forening-0" }}]'
    )
    return lambda number: make_files(records.replace('"2021/2024", kind', f'"{period}", kind'), number)


def misspelt_levels(number: int) -> Files:
    """Set levels of rules that do not exist."""
    levels = "".join(f'rule_levels.term-lenght-{n} = "off"\n' for n in range(number))
    return {"programme.toml": f'[programmes.p]\nname = "p"\n{levels}'.encode()}


def one_round(number: int) -> Files:
    """Let all associations apply in one round."""
    rows = "".join(
        f'[[rounds.r.applications]]\nassociation = "forening-{n}"\noutcome = "selected"\n'
        for n in range(number)
    )
    round_fields = (
        '[rounds.r]\nprogramme = "sociale-partnerskaber"\nappropriation = "vol-1"\nopens = 2020-01-01\n'
    )
    return make_files(RECORDS, number, first=f"{PROGRAMME}\n{round_fields}closes = 2020-03-01\n{rows}")


def unplaced_initiatives(number: int) -> Files:
    """Make as many initiatives as stages; no stage names any of them."""
    chain = (
        '[feeder_chains.{n}]\nname = "Fødekæden"\n'
        '[[feeder_chains.{n}.stages]]\nstep = "retention"\ninitiatives = ["i-{n}", "x"]\n'
    )
    return make_files('[initiatives.j-{n}]\nname = "Indsats {n}"\n' + chain, number)


def members(row: str) -> Callable[[int], Files]:
    """Return a maker of registers; one alliance has many members."""
    return lambda number: {
        "alliance.toml": (
            '[alliances.a]\nname = "Alliancen"\nmembers = ['
            + ",".join(row.format(n=n, day=choose_day(n)) for n in range(number))
            + "]\n"
        ).encode()
    }


def hearing(number: int) -> Files:
    """Make a hearing of many parties; none of them answers."""
    heard = ",".join(f'{{ name = "Part {n}" }}' for n in range(number))
    answers = ",".join(f'{{ by = {{ name = "Anden part {n}" }} }}' for n in range(number))
    fields = f"hearing = {{ opens = 2020-01-01, deadline = 2020-03-01, consulted = [{heard}], responses = [{answers}] }}"
    return {"framework.toml": f'[frameworks.f]\ntitle = "Mål"\n{fields}\n'.encode()}


def member_counts(number: int) -> Files:
    """Count the members of one association often; it shares all partnerships."""
    counts = ",".join(f"{{ on = {choose_day(n)}, under_25 = 24 }}" for n in range(number))
    rest = f'[associations.a]\nname = "a"\nmember_counts = [{counts}]\n'
    partnership = (
        '[partnerships.p-{n}]\nprogramme = "sociale-partnerskaber"\npartners = [{{ association = "a" }}]\n'
        'terms = [{{ period = "2024~/2027", kind = "initial" }}]\n'
    )
    return make_files(partnership, number, first=f"{PROGRAMME}\n{rest}")


def one_json(number: int) -> Files:
    """Make a JSON document of one line; every CVR number in it is wrong."""
    rows = ",".join(f'"f-{n}":{{"name":"Forening nummer {n}","cvr":"12345678"}}' for n in range(number))
    return {"register.json": f'{{"associations":{{{rows}}}}}'.encode()}


def lines(number: int) -> Files:
    """Write a record on each line; break every second line."""
    rows = (
        f'{{"associations":{{"f-{n}":{{"name":"F {n}","cvr":"12345678"}}}}}}\n{{"x\n' for n in range(number)
    )
    return {"register.ndjson": "".join(rows).encode()}


def toml_tables(number: int) -> Files:
    """Make a partnership with many tables of grants; each of them is wrong."""
    tables = "[[partnerships.p.grants]]\nyear = 2020\namount = 'x'\n" * number
    return {"register.toml": f"{PARTNERSHIP}{tables}".encode()}


def json_rows(number: int) -> Files:
    """Make a JSON document of many lines with one long list; each of its rows is wrong."""
    rows = ",\n".join(['{"year": 2020, "amount": "x"}'] * number)
    return {"register.json": f'{{"partnerships": {{"p": {{\n"grants": [{rows}]}}}}}}'.encode()}


def csv_rows(number: int) -> Files:
    """Make CSV tables with one long list; each of its rows is wrong."""
    grants = "".join(f"p,{n},2020,1,x\n" for n in range(1, number + 1))
    return {
        "partnerships.csv": b"id,programme\np,p\n",
        "partnerships.partners.csv": b"partnerships,partners,association\np,1,a\n",
        "partnerships.grants.csv": f"partnerships,grants,year,amount,awarded_on\n{grants}".encode(),
    }


OF_MANY: dict[str, Callable[[int], Files]] = {
    "clean": lambda number: make_files(RECORDS, number),
    "misspelt references": replace_in_all('association = "forening-{n}"', 'association = "foreinng-{n}"'),
    "references that lead nowhere": replace_in_all('contact = "consultant"', 'contact = "q{n}z"'),
    "unknown fields": replace_in_all("citywide", "city_wide"),
    "wrong types": replace_in_all("total = 310", 'total = "310"'),
    "records that cannot be built": replace_in_all("\nprogramme", "\nprogrammes"),
    "doubled ids": doubled_ids,
    "doubled CVR numbers": replace_in_all('"{cvr}"', '"12345674"'),
    "doubled names": replace_in_all('"Forening nummer {n}"', '"Foreningen"'),
    "numbers with a wrong check digit": replace_in_all('"{cvr}"', '"12345678"'),
    "no terms": remove_list("terms"),
    "no grants": remove_list("grants"),
    "no employments": remove_list("employments"),
    "uncertain first days": replace_in_all('"2021/2024", kind', '"2021~/2024", kind'),
    "no last day": replace_in_all('"2021/2024", kind', '"2021/..", kind'),
    "no recorded last day": replace_in_all('"2021/2024", kind', '"2021/", kind'),
    "wrong amounts": replace_in_all("800_000, spending", "800_00{n}, spending"),
    "all parts of a year": replace_in_all(
        '{{ period = "2021/2024", amount', '{{ period = "2021/2024-09-{n:02}", amount'
    ),
    "one association": one_association("2021/2024"),
    "one association, uncertain terms": one_association("2021~/2024~"),
    "one association in each round": one_round,
    "exemptions that are not used": replace_in_all(
        "citywide = true", 'citywide = true\nexempt = {{ cvr-checksum = "x" }}'
    ),
    "exemptions of no rule": replace_in_all(
        "citywide = true", 'citywide = true\nexempt = {{ cvr-cheksum = "x" }}'
    ),
    "levels of no rule": misspelt_levels,
    "phone numbers in texts": replace_in_all("siden 2021.", "siden 2021, ring 31 22 33 44."),
    "civil registration numbers in texts": replace_in_all("siden 2021.", "siden 2021, 010203-1234."),
    "initiatives in no chain": unplaced_initiatives,
    "often counted": member_counts,
    "one line of JSON": one_json,
    "lines that cannot be read": lines,
}
"""Kind of fault -> the files of a register of so many partnerships."""

OF_ONE: dict[str, Callable[[int], Files]] = {
    "grants of one year": make_long_list("grants", "{{ year = 2020, amount = 1 }}", also=TERMS),
    "grants of many years": make_long_list("grants", '{{ period = "{day}/2030", amount = 1 }}', also=TERMS),
    "grants that may be of any day": make_long_list(
        "grants", '{{ period = "{year}~/..", amount = 1 }}', also=TERMS
    ),
    "terms of the same years": make_long_list("terms", '{{ period = "2020/2023", kind = "initial" }}'),
    "terms apart": make_long_list("terms", '{{ period = "{day}/{day}", kind = "extension" }}'),
    "terms without a last day": make_long_list("terms", '{{ period = "{day}/..", kind = "extension" }}'),
    "terms of uncertain days": make_long_list("terms", '{{ period = "2020~/2023~", kind = "extension" }}'),
    "employments of the same years": make_long_list("employments", '{{ period = "2020/2023" }}', also=TERMS),
    "employments without a last day": make_long_list(
        "employments", '{{ period = "{day}/..", weekly_hours = 0.1 }}', also=TERMS
    ),
    "employments apart": make_long_list(
        "employments", '{{ period = "{day}/{day}", weekly_hours = 1 }}', also=TERMS
    ),
    "employments that are paid by a grant": make_long_list(
        "employments",
        '{{ period = "2020~/2020~", funding = [{{ source = "grant", annual_amount = 1 }}] }}',
        also="grants = [{ year = 2020, amount = 1 }]\n",
    ),
    "plans of the same years": make_long_list("action_plans", '{{ period = "2020/2022" }}', also=TERMS),
    "plans without a last day": make_long_list("action_plans", '{{ period = "{day}/.." }}', also=TERMS),
    "objectives": make_long_list(
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
