from tests.score import MARGIN, best, fallen, score, widened


def rep(start: float, *faults: str, roll: float = 0.0) -> dict[str, object]:
    return {
        "start_s": start, "top_s": start + 2, "end_s": start + 5, "opening_deg": 30.0, "roll_deg": roll,
        "faults": list(faults), "not_judged": [],
    }  # fmt: skip


def test_a_perfect_account_scores_perfectly() -> None:
    reps = [rep(1), rep(8, "pelvis-roll", roll=20.0)]
    scores = score([{"video": "a", "reps": reps}], [{"reps": reps}])
    assert scores["clips_exact"] == 1
    assert scores["count_error"] == scores["false_faults_per_20_clean"] == scores["roll_error_deg"] == 0
    assert scores["pelvis-roll precision"] == scores["pelvis-roll recall"] == 1.0


def test_a_false_and_a_missed_fault_and_a_missed_rep_show() -> None:
    true = [rep(1), rep(8, "pelvis-roll", roll=20.0), rep(15)]
    found = [rep(1, "momentum"), rep(8, roll=9.0)]
    scores = score([{"video": "a", "reps": found}], [{"reps": true}])
    assert scores["clips_exact"] == 0
    assert scores["reps_unmatched"] == 1
    assert scores["momentum precision"] == scores["pelvis-roll recall"] == 0.0
    assert scores["false_faults_per_20_clean"] == 20.0


def test_a_verdict_is_asked_for_where_one_is_due() -> None:
    def share(roll: float, rule: str) -> float:
        true = [rep(1), rep(8, roll=roll)]
        found = [true[0], true[1] | {"not_judged": [rule]}]
        return score([{"video": "a", "reps": found}], [{"reps": true}])["not_judged_share"]

    assert share(3.0, "pelvis-roll") == share(20.0, "pelvis-roll") == 0.5
    assert share(11.0, "pelvis-roll") == 0.0  # neither surely clean nor surely a fault
    assert share(11.0, "feet-apart") == 0.5


def test_the_ratchet_sees_a_fall_and_lets_improvement_pass() -> None:
    kept = {"clips_exact": 5, "count_error": 1, "roll_error_deg": 2.0, "momentum recall": 0.9}
    assert fallen({"clips_exact": 6, "count_error": 0, "roll_error_deg": 2.2, "momentum recall": 1.0}, kept) == []
    worse = {"clips_exact": 4, "count_error": 2, "roll_error_deg": 2.4, "momentum recall": 0.8}
    assert len(fallen(worse, kept)) == 4
    assert len(fallen({}, kept)) == 4


def test_what_was_once_reached_is_kept() -> None:
    kept = {"clips_exact": 5, "roll_error_deg": 2.0, "momentum recall": 0.9}
    now = {"clips_exact": 6, "roll_error_deg": 2.1, "momentum recall": 0.8, "clips": 7}
    assert best(now, kept) == {"clips_exact": 6, "roll_error_deg": 2.0, "momentum recall": 0.9, "clips": 7}


def test_a_new_clip_asks_no_less_of_the_others() -> None:
    kept = {"reps": 30, "clips_exact": 5} | dict.fromkeys(MARGIN, 1.0)
    wider = widened(kept, {"reps": 10, "clips_exact": 0} | dict.fromkeys(MARGIN, 3.0))
    assert wider == kept | dict.fromkeys(MARGIN, 1.5)
