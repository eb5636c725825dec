"""Variants of the stories about agreements, alliances, hearings, rounds of applications and feeder chains."""

from collections import Counter

import pytest
from life.variants import Variants, count, list_cases, read_story

EVALUATION, MAYBE_EVALUATION = "warning agreement-evaluation", "undecided agreement-evaluation"
OVERDUE, DATES, OUTCOME = "warning commitment-overdue", "error round-dates", "warning round-outcome"
UNUSED = "warning unused-exemption"
OPEN, RESULT = 'period = "2022/.."', 'result = "Fortsættes"'

VARIANTS: Variants = {
    "application-round": [
        ("opens = 2021-08-01", "opens = 2021-10-01", [DATES] * 3),
        ("opens = 2021-08-01\ncloses = 2021-10-01", "opens = 2022-08-01\ncloses = 2022-10-01", [DATES, DATES, OUTCOME]),
        ("closes = 2021-10-01", "closes = 2025-10-01", []),
        ("closes = 2021-10-01\n", "", ["undecided round-dates"]),
        ("received = 2021-09-14", "received = 2021-10-01", []),
        ("received = 2021-09-14", "received = 2021-10-02", [DATES]),
        ("received = 2021-09-14, ", "", ["undecided round-dates"]),
        ('outcome = "declined"', 'outcome = "withdrawn"', []),
        ('outcome = "declined"', 'outcome = "selected"', ["warning round-area", OUTCOME]),
        ('outcome = "selected"', 'outcome = "declined"', []),
        ('areas = ["havnen"]', 'areas = ["vest"]', ["warning round-area"]),
        ('areas = ["havnen"]', 'areas = ["vest", "havnen"]', []),
        ('areas = ["havnen"]\n', "", []),
        ('areas = ["havnen"]', "min_youth_members = 190", []),
        ('areas = ["havnen"]', "min_youth_members = 191", ["error partnership-eligibility-members"]),
        ('  { association = "boldklub", received = 2021-09-14, outcome = "selected" },\n', "", [OUTCOME]),
        ('appropriation = "vol-1"\nopens', "opens", []),
        ('period = "2022/.."', 'period = "2022/2025"', []),
        ('period = "2022/.."', 'period = "2022/2024"', ["warning parameter-outdated"]),
    ],
    "commitment-overdue": [
        ("due = 2024-06-01", "due = 2025-03-01", []),
        ("due = 2024-06-01", "due = 2025-02-28", [OVERDUE]),
        ("due = 2024-06-01", "due = 2024-06-01, done_on = 2024-09-01", []),
        ("due = 2024-06-01", "due = 2024-06-01, done_on = 2025-04-01", [OVERDUE]),
        (", due = 2024-06-01", "", []),
        ('{ association = "boldklub", role = "member" }, { department = "culture", role = "convener" }', '{ department = "culture", role = "convener" }, { association = "boldklub", role = "member" }', [OVERDUE]),
        (', { department = "culture", role = "convener" }', "", ["error alliance-members", OVERDUE]),
        ('"boldklub", role = "member" }', '"boldklub", role = "member", until = "2023" }, { association = "boldklub", role = "lead", since = "2024" }', [OVERDUE]),
        ('"boldklub", role = "member" }', '"boldklub", role = "member", until = "2023" }, { association = "boldklub", role = "lead", since = "2023" }', ["error alliance-members", OVERDUE]),
        ('"boldklub", role = "member" }', '"boldklub", role = "member", until = "2023~" }, { association = "boldklub", role = "lead", since = "2023-07" }', ["undecided alliance-members", OVERDUE]),
        ('name = "Børne- og ungealliancen"', 'name = "Børne- og ungealliancen"\nexempt = { commitment-overdue = { "2024" = "Udsat" } }', []),
        ('name = "Børne- og ungealliancen"', 'name = "Børne- og ungealliancen"\nexempt = { commitment-overdue = { "2025" = "Udsat" } }', [OVERDUE, UNUSED]),
        ('"formand", ', "", ["warning alliance-contacts", OVERDUE]),
    ],
    "feeder-chain": [
        ('step = "introduction"', 'step = "bridge-building"', ["error chain-order"]),
        ('  { step = "bridge-building", initiatives = ["guider"] },\n', "", ["error chain-order", "warning initiative-unplaced"]),
        ('initiatives = ["camp"]', "initiatives = []", ["error chain-stage-empty", "warning initiative-unplaced"]),
        ('initiatives = ["camp"]', 'initiatives = ["mentor"]', ["error chain-stage-empty", "warning initiative-unplaced"]),
        ('initiatives = ["camp"]', 'initiatives = ["mentor", "camp"]', []),
        ('initiatives = ["camp"]', 'initiatives = ["camp", "guider"]', []),
        ('initiatives = ["camp"]', 'initiatives = ["andet"]', ["error unknown-reference", "undecided chain-stage-empty", "warning initiative-unplaced"]),
        ('name = "FerieCamp", department = "culture"', 'name = "FerieCamp"', ["warning chain-owner"]),
        (', programme = "partnerskaber" }', " }", ["warning chain-retention"]),
        ('initiatives = ["partnerskaber"]', 'initiatives = ["guider"]', ["warning chain-retention", "warning initiative-unplaced"]),
        (", beside_chain = true", "", ["warning initiative-unplaced"]),
    ],
    "hearing-answered": [
        ("opens = 2024-02-27", "opens = 2024-04-16", ["error hearing-dates"]),
        ("opens = 2024-02-27\n", "", ["undecided hearing-dates"]),
        ("answered_on = 2024-04-10", "answered_on = 2024-04-16", []),
        ("answered_on = 2024-04-10", "answered_on = 2024-04-17", ["warning hearing-dates"]),
        ("answered_on = 2024-04-10, ", "", ["undecided hearing-dates"]),
        (", answered = false", "", ["undecided hearing-responses"]),
        ('  { by = { name = "Lokaludvalget" }, answered = false },\n', "", ["warning hearing-responses"]),
        ('  { by = { name = "Lokaludvalget" }, answered = false },\n', '  { by = { name = "Lokaludvalget" }, answered = false },\n  { by = { name = "En borger" }, answered_on = 2024-03-01 },\n', []),
        ("deadline = 2024-04-16", "deadline = 2025-03-01", []),
        ("number = 2", "number = 3", ["error framework-goals"]),
        ("number = 2", "number = 1", ["error framework-goals"]),
        ('members = [{ name = "Lærerforeningen" }]', "members = []", ["error framework-chair"]),
    ],
    "no-evaluation-planned": [
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2023-06", held_on = 2023-06-10, {RESULT} }}]', []),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2026" }}]', []),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2023-06" }}]', ["warning evaluation-overdue"]),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2026" }}, {{ planned = "2023-06" }}]', ["warning evaluation-overdue"]),
        (OPEN, f"{OPEN}\nevaluations = [{{ planned = 2025-03-01 }}]", []),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2025-03~" }}]', []),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2025-02~" }}]', ["warning evaluation-overdue"]),
        (OPEN, f"{OPEN}\nevaluations = [{{ planned = 2021-06-01, {RESULT} }}]", [EVALUATION]),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2022", {RESULT} }}]', [EVALUATION]),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2022-02", {RESULT} }}]', []),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2022~", {RESULT} }}]', [MAYBE_EVALUATION]),
        (OPEN, 'period = "2022/2024"', []),
        (OPEN, 'period = "2022/2024~"', []),
        (OPEN, 'period = "2022/"', []),
        (OPEN, 'period = "2022~/.."', [EVALUATION]),
        (OPEN, 'period = "2025-03~/.."', [MAYBE_EVALUATION]),
        (OPEN, 'period = "2025-04/.."', []),
        (OPEN, "", [MAYBE_EVALUATION]),
        (OPEN, f'{OPEN}\nexempt = {{ agreement-evaluation = "Følges op på møderne" }}', []),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2023-06" }}]\nexempt = {{ evaluation-overdue = {{ "2023" = "Udsat" }} }}', []),
        (OPEN, f'{OPEN}\nevaluations = [{{ planned = "2023-06" }}]\nexempt = {{ evaluation-overdue = {{ "2024" = "Udsat" }} }}', ["warning evaluation-overdue", UNUSED]),
        (OPEN, f'{OPEN}\nreplaces = ["gammel"]', [EVALUATION, "error unknown-reference"]),
        (', { department = "culture" }', "", [EVALUATION, "error agreement-parties"]),
        ('{ department = "culture" }', '{ name = "Klubdistrikt Nord" }', [EVALUATION, "error agreement-parties"]),
        ('{ name = "Klubdistrikt Nord" }, { department = "culture" }', '{ department = "culture" }, { association = "boldklub" }', [EVALUATION]),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("story", "usual", "then", "expected"), list_cases(VARIANTS))
def test_a_variant_of_a_story_has_its_right_answer(
    story: str, usual: str, then: str, expected: list[str]
) -> None:
    """A check finds what the variant says, and nothing else."""
    assert Counter(expected) == count(*read_story(story, usual, then))
