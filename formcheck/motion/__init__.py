"""From postures over time to reps: how a rep comes about.

1. The body model measures every pose as a change against the reference, the closed position (`formcheck.body`). The
   reference is a moment held still or, where nobody holds still, the most closed moment seen so far. When a better one
   is found, everything since the last completed rep is measured again, so a rep under way is not lost.
2. `segmenter` follows the opening through four phases (closed, lifting, top, lowering) and cuts out a segment where the
   leg has left its rest and come back, turned up again, or come to lie still half open.
3. `measurement` turns a segment into times, angles and their standard deviations. What was not seen, an opening that is
   uncertain and detections that disagree make the times uncertain.
4. `explanation` asks what else the movement may have been: a leg raise, a movement of the whole body, a slip of the
   skeleton, or nothing like a clamshell. If none of these explains it, the rep counts; otherwise it is discarded with
   the reason.
5. `formcheck.form` judges the rep by probabilities.

`settings` holds every number of steps 2 to 4, with its unit and reason.
"""
