"""Every limit of the coaching: its value, its unit in its name, why it is there, and what its number rests on.

Basis: J is our judgement, to be replaced by measurement; M was measured here (see models/MODELS.md); D is derived.
No published source gives a clamshell limit in degrees: none of these is a clinical norm.
"""

# --- Pelvic roll: the pelvis follows the leg instead of the hip opening ----------------------------------------------
ROLL_NOTE_DEG = 8.0  # J: Koh & Jung 2013: coached people rolled 10.8 degrees on average, uncoached 15.3
ROLL_FAULT_DEG = 12.0  # M: between 8 and 15, nearer to what always is a fault: a clean rep must not be accused
ROLL_NEVER_DEG, ROLL_ALWAYS_DEG = 8.0, 15.0  # J: up to the first never a fault, from the second on always one
FAULTY_SIGMAS = 1.5  # M: standard deviations by which a roll must exceed the first to be called a fault: 93 %
CLEAN_SIGMAS = 1.4  # M: standard deviations by which it must stay below the second to be called clean: 92 %
TOP_FAULTY_SIGMAS = (
    2.0  # M: the same for a whole top, where a rep is too quick to raise it; at 1.5 3 clean were accused
)
ROLL_HYSTERESIS_DEG = 3.0  # J: a raised fault clears below fault minus this
ROLL_FOR_S = (
    0.7  # M: 3 of 5 clean reps that were accused strayed above for 0.5 to 0.7; a roll-back lasts as long as the top
)
ROLL_SHARE_NOTE = 0.35  # J: roll per opening, from 15 degrees of opening
ROLL_SHARE_FROM_DEG = 15.0  # J: with less opening the share is mostly noise
EARLY_ROLL_DEG = 5.0  # J, after Van Dillen: people with back pain rotate the pelvis early; so much before half the lift

# --- Feet: they are the hinge; apart, the leg is lifted instead of opened ---------------------------------------------
FEET_FAULT_SHANKS = 0.2  # M: about 8 cm; 10 cm and more read 0.25 but for one of 28 (0.19), feet together at most 0.18
FEET_TOGETHER_SIGMAS = 3.0  # M: standard deviations below it: 7 of 8 missed gaps, 4 of 2,231 true closures
FEET_HYSTERESIS_SHANKS = 0.05  # J: a raised fault clears below fault minus this
FEET_FOR_S = 0.3  # J: shorter is noise or a landmark's slip

# --- Momentum: a thrown leg works no muscle -------------------------------------------------------------------------
LIFT_NOTE_S, LIFT_FAULT_S = 0.8, 0.6  # M: target 2 s; honest lifts of 1.3 s and more read 0.9 at the least
LOWER_NOTE_S, LOWER_FAULT_S = (
    1.0,
    0.7,
)  # M: target 2 to 3 s; a free drop takes 0.2 to 0.4 s; honest ones of 1.5 read 1.0
PAUSE_NOTE_S = 0.3  # J: time within 10 % of the peak, target 1 s
TIMED_FROM_DEG = 8.0  # J: below this opening the times are too uncertain for more than the gravest
SPEED_RATIO_NOTE = 2.5  # D: peak by mean speed of a lift; a minimum-jerk move has 1.875

# --- Incomplete return: the knees do not come together between reps ---------------------------------------------
RETURN_SHARE = 0.25  # J: lowest opening between two reps as a share of the rep's

# --- What must be known for a verdict ------------------------------------------------------------------------------
KNOWN_SHARE = 0.5  # J: of the rep's upper half
