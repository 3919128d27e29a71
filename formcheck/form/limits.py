"""Every limit of the coaching: its value, its unit in its name, why it is there, and what its number rests on.

Basis: J is our judgement, to be replaced by measurement; M was measured here (see models/MODELS.md); D is derived.
No published source gives a clamshell limit in degrees: none of these is a clinical norm.
"""

# --- Pelvic roll: the pelvis follows the leg instead of the hip opening ----------------------------------------------
ROLL_NOTE_DEG = 8.0  # J: Koh & Jung 2013: coached people rolled 10.8 degrees on average, uncoached 15.3
ROLL_FAULT_DEG = 12.0  # M: between 8 and 15, nearer to what always is a fault: a clean rep must not be accused
ROLL_NEVER_DEG, ROLL_ALWAYS_DEG = 8.0, 15.0  # J: up to the first never a fault, from the second on always one
ROLL_HYSTERESIS_DEG = 3.0  # J: a raised fault clears below fault minus this
ROLL_SHARE_NOTE = 0.35  # J: roll per opening, from 15 degrees of opening
ROLL_SHARE_FROM_DEG = 15.0  # J: with less opening the share is mostly noise
EARLY_ROLL_DEG = 5.0  # J, after Van Dillen: before half the lift; people with back pain rotate the pelvis early

# --- Feet: they are the hinge; apart, the leg is lifted instead of opened ---------------------------------------------
FEET_FAULT_SHANKS = 0.2  # M: about 8 cm; 10 cm and more read 0.25 but for one of 28 (0.19), feet together at most 0.18
FEET_NEVER_SHANKS = 0.15  # J: about 6 cm, a shoe's width: up to this never a fault
FEET_HYSTERESIS_SHANKS = 0.05  # J: a raised fault clears below fault minus this

# --- Momentum: a thrown leg works no muscle -------------------------------------------------------------------------
TIME_ALWAYS_S = 0.5  # J: shorter is always thrown or dropped; a free drop takes 0.3
TIME_NEVER_S = 0.7  # D: longer never is; of 264 reps of 29 volunteers a fifth have a quicker lift or lowering
TIME_FAULT_S = 0.6  # J: halfway
LIFT_NOTE_S, LOWER_NOTE_S = 1.0, 1.2  # J: quicker is hurried; the target is two seconds each way
PAUSE_NOTE_S = 0.3  # J: time within 10 % of the peak, target 1 s

# --- Incomplete return: the knees do not come together between reps ---------------------------------------------
RETURN_NEVER_SHARE, RETURN_ALWAYS_SHARE = 0.2, 0.35  # J: lowest opening between two reps as a share of the rep's

# --- What must be known for a verdict ------------------------------------------------------------------------------
KNOWN_SHARE = 0.5  # J: of the rep's upper half
