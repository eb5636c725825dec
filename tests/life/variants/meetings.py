"""Variants of the stories about meetings and conferences: cancelled, held on another day, not asked for."""

from life.changed_story import Variants

STATUS, NETWORK, CONFERENCE = (
    "warning status-meetings",
    "warning network-meetings",
    "warning framework-conference",
)
UNUSED = "warning unused-exemption"
PARTNERSHIP, MEETINGS = "[register.partnerships.boldklub]", "[register.meetings]"

VARIANTS: Variants = {
    "association-pays-itself": [
        ('participants = ["consultant", "board"]', 'participants = ["consultant"]', [STATUS]),
        ("on = 2021-11-08", "on = 2020-11-08", [NETWORK]),
        ("on = 2021-11-08", "on = 2021-12-31", []),
        ('"2021/2024", kind', '"2021-01~/2024", kind', ["undecided employment-outside-term", "undecided grant-annual-amount", "undecided grant-outside-term", "undecided plan-outside-term", "undecided term-length"]),
    ],
    "cancelled": [
        (PARTNERSHIP, f"{MEETINGS}\nstatus-2024-2.cancelled = true\n{PARTNERSHIP}", []),
        (PARTNERSHIP, f"{MEETINGS}\nnetwork-2024-2.cancelled = true\n{PARTNERSHIP}", []),
        (PARTNERSHIP, f"{MEETINGS}\nstatus-2023-2.cancelled = true\n{PARTNERSHIP}", [STATUS]),
        (PARTNERSHIP, f"{MEETINGS}\nnetwork-2023-2.cancelled = true\n{PARTNERSHIP}", [NETWORK]),
    ],
    "cancelled-network-meetings": [
        ("network-2022-1.cancelled = true\n", "", [NETWORK]),
        ("network-2022-3.cancelled = true", "network-2022-3 = { on = 2023-01-05 }", [NETWORK]),
        ("network-2022-3.cancelled = true", "network-2022-3.cancelled = true\nnetwork-2023-3.cancelled = true", [NETWORK] * 2),
        (MEETINGS, f'{MEETINGS}\nandet = {{ on = 2022-12-01, kind = "theme", programme = "partnerskaber" }}', [NETWORK]),
        (MEETINGS, f"{MEETINGS}\n" + "".join(f'ny-{day} = {{ on = 2022-12-0{day}, kind = "network", programme = "partnerskaber" }}\n' for day in (1, 2, 3)), []),
        (MEETINGS, f"[register.programmes.partnerskaber]\nnetwork_meetings_per_year = {{ 2023 = [3, 4] }}\n{MEETINGS}", []),
        (MEETINGS, f'[register.programmes.partnerskaber]\nnetwork_meetings_per_year = {{ "2022-07" = [3, 4] }}\n{MEETINGS}', []),
        (MEETINGS, f'[register.programmes.partnerskaber]\nnetwork_meetings_per_year = {{ "2022~" = [3, 4] }}\n{MEETINGS}', ["undecided network-meetings"]),
        (MEETINGS, f'[register.programmes.partnerskaber]\nrule_levels = {{ network-meetings = "off" }}\n{MEETINGS}', []),
    ],
    "exempt-for-a-period": [
        ('{ "2022" = "covid" }', '{ "2022/2024" = "covid" }', []),
        ('{ "2022" = "covid" }', '{ "2022/.." = "covid" }', []),
        ('{ "2022" = "covid" }', '{ "2022" = "covid", "2024" = "flytning" }', []),
        ('{ "2022" = "covid" }', '{ "2024" = "flytning", "2022" = "covid" }', []),
        ('{ "2022" = "covid" }', '{ "2022-03/2022-05" = "covid" }', [NETWORK]),
        ('{ "2022" = "covid" }', '{ "2020/2021" = "covid" }', [NETWORK, NETWORK, UNUSED]),
        ('{ "2022" = "covid" }', '{ "2022" = "covid", "2023" = "covid" }', [NETWORK, UNUSED]),
        ('{ "2022" = "covid" }', '"covid"', []),
    ],
    "five-network-meetings": [
        ('on = 2024-11-20, kind = "network"', 'on = 2024-11-20, cancelled = true, kind = "network"', []),
        ("on = 2024-12-04", "on = 2025-01-04", []),
    ],
    "no-conferences": [
        ("on = 2022-02-26", "on = 2023-02-26", [CONFERENCE]),
        ("on = 2022-02-26", "on = 2024-01-01", []),
        ("on = 2022-02-26, by", "by", ["undecided framework-conference"]),
        ("decisions = [{ on = 2022-02-26", 'decisions = [{ on = 2023-03-01, text = "Ændret" }, { on = 2022-02-26', [CONFERENCE] * 2),
        ("conferences_per_year = 1", "", []),
        ("conferences_per_year = 1", "conferences_per_year = 1\nconferences = [{ on = 2024-11-20 }, { on = 2023-11-20 }]", []),
        ("conferences_per_year = 1", "conferences_per_year = 1\nconferences = [{ on = 2024-11-20 }]", [CONFERENCE]),
        ("conferences_per_year = 1", "conferences_per_year = 1\nconferences = [{ on = 2025-02-01 }]", [CONFERENCE] * 2),
        ("conferences_per_year = 1", 'conferences_per_year = 1\nconferences = [{ readings = [{ goal = 1, text = "God fremdrift" }] }]', ["undecided framework-conference"] * 2),
        ("conferences_per_year = 1", f'conferences_per_year = 1\n{MEETINGS}\nmaal = {{ on = 2023-11-20, kind = "conference", framework = "maal" }}', [CONFERENCE]),
        ("conferences_per_year = 1", f'conferences_per_year = 1\n{MEETINGS}\nmaal = {{ on = 2023-11-20, kind = "conference", framework = "maal", cancelled = true }}', [CONFERENCE] * 2),
        ("conferences_per_year = 1", f'conferences_per_year = 1\n{MEETINGS}\nmaal = {{ on = 2023-11-20, kind = "theme", framework = "maal" }}', [CONFERENCE] * 2),
        ("conferences_per_year = 1", f'conferences_per_year = 2\nconferences = [{{ on = 2023-11-20 }}]\n{MEETINGS}\nmaal = {{ on = 2023-11-20, kind = "conference", framework = "maal" }}', [CONFERENCE] * 2),
        ("conferences_per_year = 1", f'conferences_per_year = 2\nconferences = [{{ on = 2023-11-21 }}]\n{MEETINGS}\nmaal = {{ on = 2023-11-20, kind = "conference", framework = "maal" }}', [CONFERENCE]),
        ("conferences_per_year = 1", 'conferences_per_year = 1\nexempt = { framework-conference = { "2023" = "Valg" } }', [CONFERENCE]),
    ],
    "started-in-august": [
        (PARTNERSHIP, f"{MEETINGS}\nstatus-2022-1.cancelled = true\n{PARTNERSHIP}", []),
        (PARTNERSHIP, f"{MEETINGS}\nnetwork-2022-1.cancelled = true\n{PARTNERSHIP}", []),
        (PARTNERSHIP, f"{MEETINGS}\nstatus-2023-1.cancelled = true\n{PARTNERSHIP}", [STATUS]),
    ],
    "status-meeting-in-january": [
        ("on = 2024-01-09", "on = 2023-12-31", []),
        ("{ on = 2024-01-09 }", "{ cancelled = true }", [STATUS]),
        ("{ on = 2024-01-09 }", '{ participants = ["consultant"] }', [STATUS]),
        ("{ on = 2024-01-09 }", '{ participants = ["board"] }', []),
        ("{ on = 2024-01-09 }", '{ kind = "theme" }', [STATUS]),
        ("{ on = 2024-01-09 }", '{ partnership = "andet" }', [STATUS, "error unknown-reference"]),
        ("status-2023-2 = {", "status-2023-1 = {", [STATUS]),
        ("{ on = 2024-01-09 }", "{ on = 2024-01-09 }\nstatus-2024-2 = { on = 2025-01-09 }", [STATUS]),
        ("{ on = 2024-01-09 }", "{ on = 2024-01-09 }\nstatus-2024-2 = { on = 2023-12-01 }", []),
        ("{ on = 2024-01-09 }", f'{{ on = 2024-01-09 }}\n{PARTNERSHIP}\nexempt = {{ status-meetings = {{ "2023" = "Sygdom" }} }}', []),
        ("{ on = 2024-01-09 }", f'{{ on = 2024-01-09 }}\n{PARTNERSHIP}\nexempt = {{ status-meetings = {{ "2024" = "Sygdom" }} }}', [STATUS, UNUSED]),
        ("{ on = 2024-01-09 }", "{ on = 2024-01-09 }\n[register.programmes.partnerskaber]\nstatus_meetings_per_year = { 2018 = 2, 2023 = 1 }\nstatus_meetings_with_board = { 2018 = 1, 2023 = 0 }", []),
    ],
}  # fmt: skip
