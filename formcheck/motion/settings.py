"""Settings of the segmenter and of the measurement: value, unit in the name, reason. None of them is clinical.

How they were found: models/MODELS.md.
"""

# --- Where a rep begins and ends --------------------------------------------------------------------------------
KEPT_BEFORE_S = 1.5  # postures kept from before a rep begins, to find its start
BEGINS_DEG = 2.5  # opening above rest at which a rep may begin; a resting leg strays by 0.1
BEGINS_SPREADS = 3.0  # or three mean deviations of the opening at rest, whichever is more
BEGINS_FOR_S = 0.25  # duration above it; shorter is a twitch
LEAST_DEG = 4.0  # smallest rep; a true lift of 10 can read as little as 4.5
FALL_DEG, FALL_SHARE = 2.5, 0.1  # a fall from the peak by more than both is no wobble of the estimate
RISE_DEG, RISE_SHARE, RISE_SIGMAS = 3.0, 0.2, 1.2  # a rise from the lowest point by more than all three likewise
CLOSED_DEG, CLOSED_SHARE = 2.5, 0.2  # a rep has closed where it falls to this opening above rest, or share of its peak
RETURNED_SHARE = 0.35  # the end of a recording ends a rep that has come down to this share of its peak
REVERSAL_SHARE = 0.35  # a fall of this share and a new rise make two reps; a wobble at the top makes one
PAUSE_AFTER_S = 0.15  # no new peak for this long: the top is reached
SETTLED_S, SETTLED_DEG, SETTLED_SHARE = 1.5, 2.0, 0.4  # still for this long below this share of the peak: a new rest
REST_FOLLOW_S = 3.0  # time constant of the rest level
REST_FALLS_FASTER = 10.0  # factor by which it follows downwards: the end of a lowering is not yet rest

# --- Times and angles of a completed rep ------------------------------------------------------------------------
STEEPNESS = 0.9  # ratio of estimated to true transition time: the pose model snaps from one pose to the next
LAG_S = 0.04  # delay of the estimated opening, from the smoothing of the pose model
# A rep's true start and end lie at most this far outside what was seen of its lift and lowering, or this share of it.
ENDS_WITHIN_S, ENDS_WITHIN_SHARE = 1.0, 0.52
TOP_SHARE = 0.85  # of the opening above rest: the top of a rep, over which roll and opening are averaged
TIME_SIGMA_S = 0.07  # standard deviation of the time of a lift or lowering that was well seen
SNAP_S = 0.8  # an uncertain opening snaps: seconds by which times are uncertain where its deviation equals it
# No leg lifts or falls in less: then the skeleton jumped, and the time is unsure by this many times what is missing.
FASTEST_S, JUMPED = 0.3, 4.0
DISAGREEING_S = 0.3  # seconds added where the two detections disagree twice as much as they may
LOW_SIGMA_DEG, LOW_SIGMA_SHARE = 1.0, 0.3  # of the lowest opening between reps: alone, and of the opening's own
UNHELD_DEG = 3.0  # standard deviation of a reference that was not held still
PAUSE_SHARE = 0.1  # of the opening below the peak: still counts as the pause
UNSEEN_S = 0.3  # a longer gap between two postures of a rep was not seen
JUMP_PER_S = 5.0  # openings a second between two postures: no leg moves so fast from standing, so the picture stood
STOOD_S, STOOD_SHARE = 0.3, 0.04  # stretch before such a jump in which the opening changed by less than this share

# --- Movements that are no reps -----------------------------------------------------------------------------------
LEAST_SIGMAS = 1.35  # a smaller opening, in its own standard deviations, may be none at all ...
UNSURE_LEAST_SIGMAS = 2.25  # ... likewise where the reference was not held or the two detections disagree
CONTRADICTION = 0.25  # of a person's size: one of the two detections has the skeleton the wrong way round
ARTIFACT_S = 0.4  # a rep over sooner is a slip of the skeleton
IN_TWO_SIGMAS = 4.0  # a short rep that turned up again must open by this much, or noise has broken one in two
UNSURE_S, UNSURE_SIGMAS = 1.5, 3.0  # a rep over sooner that the two detections disagree on must open by this much
OTHER_MOVEMENT = 0.7  # M: probability of another movement; between 0.6 and 0.8 four of 2,716 clamshells change
# A clamshell moves the top knee alone. How far other parts may go, as a share of the knee's way for each standard
# deviation of the opening. M: clamshells stay below 0.45 and 0.18, leg raises lie above 0.53.
ANKLE_SHARE = 0.5  # the top ankle: in a leg raise it goes twice as far as the knee
BOTTOM_SHARE = 0.25  # the side on the floor, which moves only with the whole body
SHARE_SIGMAS = 2.75  # the same for every opening with fewer standard deviations
MOVED_LEAST = 0.02  # body lengths; a shorter way may be noise
KNEES_PART_LENGTHS = 0.004  # body lengths by which the knees part in the smallest lift; a slide parts them less
FLIP_DISAGREEMENT = 0.025  # of a person's size: the two detections see different bodies
