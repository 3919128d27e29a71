"""The clamshell: lying on the side, knees bent, the top knee opens while feet and pelvis stay.

Each limit has its unit in its name, and beside it what its number rests on and why it is there. J is our judgement, to
be replaced by measurement; M was measured here (see models/MODELS.md); D is derived. No published source gives a
clamshell limit in degrees: none of these is a clinical norm. docs/limits.md is made from this file.
"""

from functools import partial

from formcheck.body.setup import LegsAtStart, SetupIssue
from formcheck.exercise.cues import Cue
from formcheck.exercise.exercise import Criterion, Exercise, OtherMovement, Part, in_turn
from formcheck.exercise.instruction import Instruction
from formcheck.exercise.next_step import NextStep
from formcheck.form.feet_apart import FeetApart, FeetLimits
from formcheck.form.incomplete_return import IncompleteReturn, ReturnLimits
from formcheck.form.judge import Rep
from formcheck.form.momentum import Momentum, TimeLimits
from formcheck.form.pelvis_roll import PelvisRoll, RollLimits
from formcheck.form.rule import Fault
from formcheck.motion.explanation import Discard
from formcheck.motion.quantity import Quantity

# --- Pelvic roll: the pelvis follows the leg instead of the hip opening ----------------------------------------------
ROLL = RollLimits(
    note_deg=8.0,  # J: Koh & Jung 2013: coached people rolled 10.8 degrees on average, uncoached 15.3
    fault_deg=12.0,  # M: between 8 and 15, nearer to what always is a fault: a clean rep must not be accused
    never_deg=8.0,  # J: up to this never a fault
    always_deg=15.0,  # J: from this on always a fault
    hysteresis_deg=3.0,  # J: a raised fault clears below fault minus this
    share_note=0.35,  # J: roll per opening, from 15 degrees of opening
    share_from_deg=15.0,  # J: with less opening the share is mostly noise
    early_deg=5.0,  # J, after Van Dillen: before half the lift; people with back pain rotate the pelvis early
    known_share=0.5,  # J: of the rep's upper half: so much of it must be known for a verdict
)

# --- Feet: they are the hinge; apart, the leg is lifted instead of opened ---------------------------------------------
FEET = FeetLimits(
    fault_shanks=0.2,  # M: about 8 cm; 10 cm and more read 0.25 but for one of 28 (0.19), feet together at most 0.18
    never_shanks=0.15,  # J: about 6 cm, a shoe's width: up to this never a fault
    hysteresis_shanks=0.05,  # J: a raised fault clears below fault minus this
)

# --- Momentum: a thrown leg works no muscle -------------------------------------------------------------------------
TIME = TimeLimits(
    always_s=0.5,  # J: shorter is always thrown or dropped; a free drop takes 0.3
    never_s=0.7,  # D: longer never is; of 264 reps of 29 volunteers a fifth have a quicker lift or lowering
    fault_s=0.6,  # J: halfway
    lift_note_s=1.0,  # J: quicker is hurried; the target is two seconds each way
    lower_note_s=1.2,  # J: quicker is hurried; the target is two seconds each way
)
PAUSE_NOTE_S = 0.3  # J: time within 10 % of the peak, target 1 s

# --- Incomplete return: the knees do not come together between reps ---------------------------------------------
RETURN = ReturnLimits(
    never_share=0.2,  # J: lowest opening between two reps as a share of the rep's: up to this never a fault
    always_share=0.35,  # J: the same, from this on always a fault
)


def thrown_or_dropped(rep: Rep, given: int) -> Cue:  # noqa: ARG001 - a choice of cues
    """Return the cue for the quicker half of a hasty rep, the lift or the lowering."""
    return Cue.BOOK if rep.lower_s / TIME.lower_note_s < rep.lift_s / TIME.lift_note_s else Cue.HONEY


CLAMSHELL = Exercise(
    name="clamshell",
    primary=Quantity("opening_deg", "opening_sigma_deg"),
    legs=LegsAtStart(
        # M: knee flexion as the start networks read it (models/EXPERIMENTS.md, "Straight legs"): knees bent by 35 to 45
        # degrees read 28 or more, half of the straight ones less.
        knees_bent_deg=28.0,
        # Gaps in body lengths: 12 cm of pillow fit between the knees. M: at 0.17 between the ankles one person of 549
        # clips, with the feet one above the other, was never let begin.
        knees_together=0.28,
        ankles_together=0.2,
    ),
    setup=(
        (SetupIssue.NOBODY, Instruction.COME_INTO_VIEW),
        (SetupIssue.PARTLY_HIDDEN, Instruction.SHOW_WHOLE_BODY),
        (SetupIssue.NOT_LYING, Instruction.LIE_DOWN),
        (SetupIssue.NOT_ON_SIDE, Instruction.TURN_ONTO_SIDE),
        (SetupIssue.BACK_TO_CAMERA, Instruction.FACE_CAMERA),
        (SetupIssue.LEGS_STRAIGHT, Instruction.BEND_KNEES),
        (SetupIssue.MOVING, Instruction.HOLD_STILL),
    ),
    how_it_goes=Instruction.OPEN_SLOWLY,
    criteria=(
        Criterion(
            Fault.PELVIS_ROLL,
            partial(PelvisRoll, ROLL),
            in_turn(Cue.POCKET, Cue.SMALLER),
            NextStep.SMALLER,
            part=Part.PELVIS,
            shown_by="roll_deg",
            told_note="roll-share",
        ),
        Criterion(
            Fault.FEET_APART,
            partial(FeetApart, FEET),
            in_turn(Cue.HEELS),
            NextStep.HEELS,
            part=Part.FEET,
            shown_by="feet_gap",
        ),
        Criterion(
            Fault.MOMENTUM,
            partial(Momentum, TIME),
            thrown_or_dropped,
            NextStep.SLOWER,
            told_note="hurried",
            timed=True,
        ),
        Criterion(
            Fault.INCOMPLETE_RETURN,
            partial(IncompleteReturn, RETURN),
            in_turn(Cue.KNEES),
            NextStep.KNEES,
        ),
    ),
    roll=ROLL,
    pause_note_s=PAUSE_NOTE_S,
    likely_rolled=Cue.LESS,
    reset=Cue.RESET,
    others=(
        OtherMovement(Discard.LEG_RAISE, Cue.NO_REP_FEET, name="side-lying-leg-raise"),
        OtherMovement(Discard.STRANGE, Cue.NO_REP_KNEE),
        OtherMovement(Discard.SLIDE, Cue.NO_REP_KNEE),
    ),
)
