"""Settings of the search for a reference and of its upkeep: value, unit in the name, reason. None of them is clinical.

How they were found: models/MODELS.md and models/EXPERIMENTS.md. Lengths are body lengths, from shoulder to ankle.
"""

# --- A side and its loss ----------------------------------------------------------------------------------------
SIDE_DWELL_S = 0.5  # a side must hold this long before it is believed
LOST_S = 1.0  # a set-up issue this long ends the reference: a person who comes back lies differently
BLINK_S = 0.3  # while a reference is looked for, a set-up issue this long begins the search anew
GAP_MOST_S = 3.0  # a longer stretch without pictures ends the reference even if the person seems not to have moved
CUT_LENGTHS, CUT_WITHIN_S = 0.2, 0.25  # median jump of the key landmarks between frames: nobody moves so far at once

# --- A still reference ------------------------------------------------------------------------------------------
STILL_S = 0.8  # how long it must be held; people asked to hold still manage a second
STILL_LEAST = 3  # poses within that time; a busy computer takes four a second
STILL_KNEE_LENGTHS = 0.008  # root mean square motion of the top knee: about 1.5 degrees of opening
STILL_BODY_LENGTHS = 0.008  # the same for the mean of the key landmarks; landmark jitter is 0.001 to 0.003
REMEMBERED_S = 20.0  # what came before a reference was found is measured from it for this long

# --- A reference without stillness --------------------------------------------------------------------------------
SEARCHED_S = 8.0  # interval in which the most closed moment is looked for; the slowest of 264 reps of people took 8
PATIENCE_S = 3.0  # a person who never holds still is measured from the moment the leg was most closed
CLOSEST_S = 0.25  # duration of that moment
TURNED_DEG = 10.0  # the leg has opened by this much since: that moment was between two lifts
CLOSED_ALONE_DEG = 15.0  # a reference may look this far open by itself: knees that a band keeps apart, an odd view
SURELY_SIGMAS = 1.5  # standard deviations beyond that limit from which the leg is surely open

# --- A better reference -------------------------------------------------------------------------------------------
# Knees held closer by this much than in the reference: it was taken from an open leg, about whose changes the body
# model knows nothing. In 169 clips 5 were taken so (0.05 to 0.15); all others stay within 0.022 but for one (0.04).
CLOSER_KNEES_LENGTHS = 0.045
FITS_SIGMA_DEG = 4.0  # roll at rest is surer if the reference fits: 99 of 100 rests lie below 3, none after a cut does
CLOSER_DEG = -6.0  # an opening this far below the reference: the reference was not closed ...
CLOSER_STILL_S = 0.4  # ... if it is held for this long, or left again by ...
CLOSER_TURN_DEG = 3.0  # ... this much

# --- Keeping up with the person -----------------------------------------------------------------------------------
SETTLE_S = 0.2  # interval between settling checks
REST_DEG = 4.0  # closed, as the limit at which a rep begins
FOLLOWED_DEG = 2.0  # the reference follows a smaller opening only: a small lift must not become part of it
FOLLOW_S = 10.0  # time constant with which it follows a person who settles
FOLLOWED_ROLL_DEG = 3.0  # roll at rest that may be taken for settling; a pelvis that stays back further is roll
REARRANGED_ROLL_DEG = 5.0  # the same for a person who has moved arms or legs: as far as the model errs on them
AS_CLOSE_LENGTHS = 0.002  # the knees may be this much wider in a reference that moves to where they lie now
CALM_S, CALM_WITHIN_S = 0.25, 0.7  # a person who moves right up to a lift is calm this long, within this long before it
LIMB_MOVED_LENGTHS = 0.03  # about 5 cm: an arm or leg lies elsewhere

# --- The person lies elsewhere ------------------------------------------------------------------------------------
SAME_PLACE_LENGTHS = 0.05  # an opening leg seems to move the side on the floor by less
MOVED_LENGTHS = 0.12  # about 18 cm: another place; a roll of 30 degrees, seen from the feet, seems to shift it by 0.1
MOVED_STILL_S = 1.5  # duration for which they lie still there
# Of 21,205 closed poses of training scenes 1 in 1,000 seems to have slid, of 3,044 with a rolled pelvis 1 to 3 in 100.
SLID_LENGTHS = 0.012  # least way of shoulder and ankle in a slide
AS_ONE = 0.4  # share of that way by which the bottom side may differ from a rigid move
AS_CLOSED_LENGTHS = 0.025  # within which the knees are as far apart as in the reference

# --- A camera that sways ------------------------------------------------------------------------------------------
SWAY_WITHIN_S = 10.0  # a person who slides back sooner has not slid; a rep and the rests around it take as long
SWAY_S = 60.0  # the sway estimate expires after this
SWAY_DEG = 200.0  # roll's standard deviation for each body length of the swing
DISAGREEING_DEG = 40.0  # the same for each share of the person's size by which the two detections disagree

# --- The filter ---------------------------------------------------------------------------------------------------
NOISE_DEG, NOISE_SHANKS = 1.0, 0.01  # white noise is 0.1 to 0.6 degrees; the rest of the error lasts beyond any filter
ACCELERATION = 80.0  # degrees per second to the power of 1.5: a quick lift, 60 degrees in 0.8 s, passes unbent
