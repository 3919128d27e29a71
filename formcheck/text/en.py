"""The words that a person hears and sees, in English, by their ids. Numbers and other words stand in braces.

An id that ends in `.one` or `.other` is one of the forms of a word with a number; `plural_form` says which.
"""

TEXT = {
    # What the person is asked to do.
    "instruction.come-into-view": "Come into view.",
    "instruction.show-whole-body": "Step back: show your whole body, head to feet.",
    "instruction.more-light": "It is dark here. Turn on a light.",
    "instruction.lie-down": "Lie on your side, facing the camera.",
    "instruction.turn-onto-side": "Turn onto your side.",
    "instruction.face-camera": "Face the camera, head the other way.",
    "instruction.bend-knees": "Bend your knees, feet together.",
    "instruction.hold-still": "Knees together. Hold still.",
    "instruction.begin": "Begin.",
    "instruction.open-slowly": "Slowly open your top knee. Keep your feet together. Don't roll back.",
    "instruction.move-camera": "Move the laptop towards your feet, or raise it.",
    "instruction.higher": "Higher.",
    "instruction.towards-feet": "Towards your feet.",
    "instruction.good-view": "Good. Leave the laptop there.",
    "instruction.too-busy": "This computer is too busy to count reliably. Close other programs.",
    "instruction.squeeze-or-lift": "Can't lift today? Tighten your hip and hold. I'll time five seconds.",
    "instruction.squeeze": "Tighten and hold.",
    "instruction.relax": "And relax.",
    "instruction.paused": "Paused.",
    "instruction.lie-back-down": "Paused. Lie back down to go on.",
    "instruction.go-on": "Go on.",
    "instruction.turn-over": "Turn over, facing the camera, head the other way.",
    "instruction.rest": "Rest.",
    "instruction.next-set": "The rest is over. Next set.",
    "instruction.done": "All done.",
    # What the coach says about reps: short, positive, pointing outside the body, never "higher".
    # Cues that point outward do better than talk of muscles.
    "cue.pain": "Stop if pain becomes sharp or gets worse.",
    "cue.not-judged": "Your pelvis is hard to see from here. I keep counting.",
    "cue.no-rep-feet": "That one didn't count: keep your feet together.",
    "cue.no-rep-knee": "That one didn't count: move only your top knee.",
    "cue.no-rep-unclear": "I couldn't see that one clearly. Open slowly and pause.",
    "cue.no-rep-lost": "That one didn't count: stay in view.",
    "cue.no-rep-moved": "That one didn't count: keep your body still.",
    "cue.pocket": "Top pocket to the ceiling.",
    "cue.smaller": "Smaller is fine.",
    "cue.less": "Open a little less and keep your pelvis still.",
    "cue.heels": "Heels glued.",
    "cue.honey": "Move through honey.",
    "cue.book": "Close it like a heavy book.",
    "cue.knees": "Let the knees meet.",
    "cue.pause": "Pause at the top.",
    "cue.reset": "Reset: knees together, pelvis forward.",
    "cue.corrected": "That's it. Keep it there.",
    "cue.praise": "Lovely. Just like that.",
    # What to do differently, or not, next time.
    "next.smaller": "Next time, lift a little less, top pocket to the ceiling.",
    "next.heels": "Next time, keep the heels glued.",
    "next.slower": "Next time, move through honey.",
    "next.knees": "Next time, let the knees meet after each rep.",
    "next.move-camera": "Next time, move the laptop towards your feet, or raise it.",
    "next.more-reps": "Next time, add two reps, if it feels easy.",
    "next.same": "Next time, the same again.",
    # How to move the camera.
    "camera.towards-feet": "Move the laptop towards your feet, so that it looks at you from the front.",
    "camera.raise": "Raise the laptop about {cm} cm, or move it towards your feet.",
    # Exercises and movements.
    "exercise.clamshell": "a clamshell",
    "exercise.side-lying-leg-raise": "a side-lying leg raise",
    # Each fault: while it is there; after a set, of several reps; in a report; what its rule looks at; its key.
    "fault.pelvis-roll.shown": "Rolling back",
    "fault.pelvis-roll.set": "Pelvis rolled back in {reps}",
    "fault.pelvis-roll.told": "the pelvis rolled back",
    "fault.pelvis-roll.rule": "roll",
    "fault.pelvis-roll.key": "rolled back: yes, no",
    "fault.momentum.shown": "Too fast",
    "fault.momentum.set": "Moved too fast in {reps}",
    "fault.momentum.told": "the leg was thrown up or dropped",
    "fault.momentum.rule": "tempo",
    "fault.momentum.key": "too fast: yes, no",
    "fault.feet-apart.shown": "Feet apart",
    "fault.feet-apart.set": "Feet came apart in {reps}",
    "fault.feet-apart.told": "the feet came apart",
    "fault.feet-apart.rule": "the feet",
    "fault.feet-apart.key": "feet apart: yes, no",
    "fault.incomplete-return.shown": "Knees still apart",
    "fault.incomplete-return.set": "Knees did not close in {reps}",
    "fault.incomplete-return.told": "the knees did not close",
    "fault.incomplete-return.rule": "closing",
    "fault.incomplete-return.key": "knees stayed apart: yes, no",
    "likely-rolled": "the pelvis probably rolled back",
    "note.roll-share": "the pelvis took a large share of the movement",
    "note.early-roll": "the pelvis began to move early",
    "note.hurried": "quicker than two seconds each way",
    # Words with their number.
    "rep.one": "{n} rep",
    "rep.other": "{n} reps",
    "more-rep.one": "{n} more rep",
    "more-rep.other": "{n} more reps",
    "hold.one": "{n} hold",
    "hold.other": "{n} holds",
    # What a video's numbers do not tell.
    "sight.nobody": "Nobody was found.",
    "sight.partly-hidden": "The whole body was never in view.",
    "sight.not-lying": "Nobody lay in view: this does not look like {exercise}.",
    "sight.not-on-side": "Nobody lay on the side: this does not look like {exercise}.",
    "sight.back-to-camera": "The person had their back to the camera.",
    "sight.legs-straight": "The knees were not bent: this does not look like {exercise}.",
    "sight.moving": "There was no moment with the knees together to measure from.",
    "result.other-exercise": "This looks like {seen}, not {exercise}.",
    "result.few-pictures": "Fewer than two pictures a second: reps may be missing. Record at least five a second.",
    "result.unseen": "{seconds:.0f} s of the recording were not seen: reps may be missing.",
    "result.strange": "Someone was in position, but the movement does not look like {exercise}.",
    "result.no-reps": "Someone was in position, but no reps were found.",
    # The leg that works.
    "leg.left": "Left leg",
    "leg.right": "Right leg",
    "leg.not-begun": "{leg}: not begun.",
    # The window: what was done in a set.
    "set.of-target": "{done} of {target} done",
    "set.clean": "{n} clean",
    "set.not-judged": "Form not fully judged in {reps}",
    "set.early": "Stopped early.",
    "set.number": "Set {number} of {sets}",
    "set.target": "of {target}",
    "set.rep-number": "rep {number}",
    "range": "Widest opening with a steady pelvis: {deg} degrees.",
    "done": "Done.",
    "seconds": "s",
    # The window: the gauge of the pelvis.
    "gauge.empty": "Pelvis",
    "gauge.not-judged": "Roll not visible",
    "gauge.steady": "Pelvis steady",
    "gauge.rolling": "Rolling back",
    "gauge.limit": "limit",
    # The window: where the laptop belongs.
    "placement.distance": "2 m",
    "placement.caption": "laptop on a chair",
    # The window: keys and what they do.
    "key.space": "Space",
    "key.esc": "Esc",
    "key.enter": "Enter",
    "key.arrows": "Left, Right",
    "key.mouse": "Mouse",
    "key.pause": "pause, go on",
    "key.restart-set": "start the set again",
    "key.sound": "sound off, on",
    "key.full-screen": "full screen, window",
    "key.hide": "hide this",
    "key.leave": "leave full screen; then end",
    "key.hint": "H: keys",
    # The window: before, at the end of, and without a session.
    "start.leg": "Leg",
    "start.reps": "Reps",
    "start.sets": "Sets",
    "start.pain": "Pain now, 0 to 10",
    "start.leg.both": "Both",
    "start.leg.left": "Left",
    "start.leg.right": "Right",
    "start.pain.not-told": "not told",
    "start.button": "Start",
    "start.keys": "Arrow keys or the mouse change the plan. Lie down, press Enter or click to start. Esc quits.",
    "start.ready": "Lie down to start.",
    "start.caution": (
        "Guidance for general wellness, not a medical device; camera estimates can be wrong. Your clinician's plan "
        "comes first. {pain} Stop for numbness, giving way, dizziness or breathlessness, too."
    ),
    "camera.opening": "Opening the camera",
    "camera.one-moment": "One moment.",
    "camera.by-itself": "The coach goes on by itself then.",
    "video.over": "The video is over",
    "video.nobody": "Nobody was seen in it.",
    "sound.off": "Sound off (M)",
    "sound.no-device": "No sound device was found. The session goes on without sound; connect one and it is used.",
    "sound.no-sounds": "The sounds did not come with this installation. Install formcheck again to hear them.",
    "question.pain": "Pain now, 0 to 10?",
    "question.effort": "Effort, 0 to 10?",
    "report.open": "O: open report. Esc: quit.",
    "report.making": "Making the report",
    "no-window": "No window can be opened here: start formcheck on a desktop, or use `formcheck check` on a video.",
    # What is said aloud besides the sentences above.
    "spoken.pain": "How is the pain now, from zero to ten?",
    "spoken.leg.left": "Left leg.",
    "spoken.leg.right": "Right leg.",
    "spoken.number": "{words}.",
    "spoken.rep.one": "{words} rep.",
    "spoken.rep.other": "{words} reps.",
    "spoken.clean": "{words} clean.",
    "spoken.hold.one": "{words} timed hold.",
    "spoken.hold.other": "{words} timed holds.",
    # What is wrong with the camera. On the screen: what it is, and what to do, for each system where they differ.
    # Aloud: all that a person needs who lies there and cannot read the screen.
    "trouble.over.said": "The picture is back. Go on.",
    "trouble.none-found.what": "No camera",
    # On macOS a refusal looks the same to OpenCV.
    "trouble.none-found.do.darwin": (
        "Connect one. In System Settings, Privacy & Security, Camera: allow the terminal, then start again."
    ),
    "trouble.none-found.do.win32": (
        "Connect one, or close other programs that use it. In Settings, Privacy, Camera: let desktop apps use it."
    ),
    "trouble.none-found.do.linux": "Connect one, or switch it on with its key.",
    "trouble.none-found.said": "I find no camera. Look at the screen.",
    "trouble.in-use.what": "The camera is busy",
    "trouble.in-use.do": "Close the other program that uses it.",
    "trouble.in-use.said": "Another program uses the camera. Close it.",
    "trouble.refused.what": "The camera is not allowed",
    "trouble.refused.do.darwin": (
        "In System Settings, Privacy & Security, Camera: allow the terminal, then start again."
    ),
    "trouble.refused.do.win32": "In Settings, Privacy, Camera: let desktop apps use it.",
    "trouble.refused.do.linux": "Add yourself to the group video, then log in again.",
    "trouble.refused.said": "The camera is not allowed. Look at the screen.",
    "trouble.unplugged.what": "The camera is gone",
    "trouble.unplugged.do": "Plug it in again. Your reps are kept.",
    "trouble.unplugged.said": "The camera is gone. Plug it in again. Your reps are kept.",
    "trouble.silent.what": "The camera sends no picture",
    "trouble.silent.do": "Unplug it and plug it in again. Your reps are kept.",
    "trouble.silent.said": "The camera sends no picture. Unplug it and plug it in again. Your reps are kept.",
    "trouble.frozen.what": "The picture is frozen",
    "trouble.frozen.do": "Opening the camera again. Your reps are kept.",
    "trouble.frozen.said": "The picture is frozen. I am opening the camera again. Your reps are kept.",
    "trouble.black.what": "The picture is black",
    "trouble.black.do": "Open the camera's shutter, or turn on the light.",
    "trouble.black.said": "The picture is black. Open the camera's shutter, or turn on the light.",
    # The report: what was done.
    "report.no-rep": "No rep was seen in this session.",
    "report.done": "{reps}, {clean} clean",
    "report.done.unjudged": "{reps}; {unjudged}",
    "report.none-counted": "no rep counted",
    "report.not-judged": "{rules} not judged",
    "report.leg": "{leg}: {counts}.",
    "report.leg.sets": "{leg}, {sets} sets: {counts}.",
    "report.early": "{done} of {target} done, stopped early.",
    "report.early.set": "Set {number}: {done} of {target} done, stopped early.",
    "report.uncounted": "{reps} did not count.",
    "report.in-reps": "{what} in {reps}",
    "report.which.one": "rep {reps}",
    "report.which.other": "reps {reps}",
    "report.which.set.one": "rep {reps} of set {number}",
    "report.which.set.other": "reps {reps} of set {number}",
    "report.clean": "Clean.",
    "report.listed": "{first} and {last}",
    "report.safety": (
        "Exercise-form guidance for general wellness, not a medical device; it does not diagnose or treat, and camera "
        "estimates can be wrong. Your clinician's plan comes first. Stop for sharp or rising pain, numbness, giving "
        "way, dizziness or breathlessness."
    ),
    "report.when": "{day} {month} {year}, {time}",
    "report.day": "{day} {month:.3}",
    "report.minutes": "{minutes} min {seconds} s",
    "report.seconds": "{seconds} s",
    # The report: the view.
    "view.from.feet": "The camera looked from {azimuth}° towards your feet and {elevation}° above the floor.",
    "view.from.head": "The camera looked from {azimuth}° towards your head and {elevation}° above the floor.",
    "view.resolution": (
        "From there, the pelvic roll of a rep is told to about ± {deg}°: two reps that differ by less may have been "
        "the same."
    ),
    "view.judged": "Roll was judged in {judged} of {reps} reps.",
    "view.not-judged": "Roll could not be judged.",
    "view.no-start": "The start position was not found, so nothing could be measured.",
    "view.leg": "{leg}: {words}",
    # The report: how the reps changed.
    "trend.none.opening": "The opening shows no clear trend over the reps.",
    "trend.none.roll": "The pelvic roll shows no clear trend over the reps.",
    "trend.grew.opening": "The opening grew over the reps, from about {first}° to {last}°.",
    "trend.grew.roll": "The pelvic roll grew over the reps, from about {first}° to {last}°.",
    "trend.fell.opening": "The opening fell over the reps, from about {first}° to {last}°.",
    "trend.fell.roll": "The pelvic roll fell over the reps, from about {first}° to {last}°.",
    "trend.too-few": "Too few reps to speak of a trend.",
    # The report: pictures, in words for those who do not see them.
    "picture.rep": "{leg}, rep {number}",
    "picture.rep.uncounted": "{leg}, rep that did not count",
    "picture.opens": "{rep}: opens to {deg}°, {roll}",
    "picture.roll": "rolls back {deg}°",
    "picture.roll.likely": "probably rolls back",
    "picture.roll.not-judged": "roll not judged",
    "picture.timeline": "Opening and roll back from {start} to {end} s. {reps}.",
    "picture.trend": "{leg}: opening and roll back of each rep. {trend}",
    "picture.tempo": (
        "{leg}: bars for each rep. A usual rep took {up:.1f} s up, {top:.1f} s at the top and {down:.1f} s down."
    ),
    "picture.worst": "The body lying on its side at the worst moment: {rep}.",
    "picture.caption": "{rep}: {faults}. Here, at {t:.1f} s, opened {deg}°.",
    "picture.caption.rolled": "{rep}: {faults}. Here, at {t:.1f} s, opened {deg}°, rolled back {roll}°.",
    # The report: names of axes and lines.
    "plot.opening-deg": "opening °",
    "plot.roll-deg": "roll back °",
    "plot.opening": "opening",
    "plot.roll": "roll back",
    "plot.seconds": "seconds",
    "plot.degrees": "degrees",
    "plot.rep": "rep",
    "plot.set": "set {number}",
    "plot.note": "note",
    "plot.fault": "fault",
    "plot.likely-rolled": "probably\nrolled",
    "plot.not-judged": "not\njudged",
    "plot.up": "up",
    "plot.top": "top",
    "plot.down": "down",
    # The history's page.
    "history.clean": "Clean reps",
    "history.clean.unit": "% of the judged reps",
    "history.steady": "Widest opening with a steady pelvis",
    "history.roll": "Mean pelvic roll back",
    "history.leg.left": "left leg",
    "history.leg.right": "right leg",
    "history.from-to": "{what} from {first} to {last}",
    "history.not-known": "not known",
    "history.alt": "{title} in {unit}: {told}.",
    "history.pain": "Pain before and after",
    "history.pain.axis": "pain, 0 to 10",
    "history.pain.alt": "Pain, 0 to 10: {told}.",
    "history.before": "before",
    "history.after": "after",
    "history.other-model": "another model",
    "history.other-model.alt": "Measured with another model in between: not the same measure.",
    # The pages. What stands in backticks is code.
    "page.skip": "Skip to the content",
    "page.made-by": "Made by formcheck {version}. This page is one file; it loads nothing and sends nothing.",
    "page.history": "Clamshell history",
    "page.advice": "Advice",
    "page.sessions": "Sessions",
    "page.weeks": "Weeks in a row",
    "page.streak": "Most clean reps in a row",
    "page.remeasured": (
        "Some sessions were measured with another model than those before: across such a mark the numbers are "
        "not the same measure."
    ),
    "page.every-session": "Every session",
    "page.every-session.how": (
        "The latest first. Clean: of the reps that were judged. Opening: the widest with a steady pelvis. Roll: "
        "the mean, backward. A session with a report links to it; `formcheck report NAME` writes one."
    ),
    "page.every-session.table": "Table of all sessions",
    "page.day-not-known": "Day not known",
    "page.below": "Below this line: measured with another model. The numbers above and below are not the same measure.",
    "page.no-session": "No session with reps is kept yet.",
    "page.session": "Session",
    "page.leg": "Leg",
    "page.sets": "Sets",
    "page.reps": "Reps",
    "page.clean": "Clean",
    "page.opening": "Opening",
    "page.roll": "Roll",
    "page.pain-before": "Pain before",
    "page.pain-after": "Pain after",
    "page.band": "Band",
    "page.after": "after",
    "page.of": "{part} of {whole}",
    "page.not-judged": "not judged",
    "page.sessions.one": "{n} session with reps",
    "page.sessions.other": "{n} sessions with reps",
    "page.leg.left": "left",
    "page.leg.right": "right",
    "page.pixels": ", {width}×{height} pixels",
    "page.frames": ", {frames} pictures",
    "page.changed": (
        "The rules have changed since: the reps are told as they were recorded, the curves as this version "
        "measures them. `formcheck replay --rerun` shows what differs."
    ),
    "page.session.of": "Clamshell session, {when}",
    "page.session.title": "Clamshell session",
    "page.no-time": "Day and time not stated",
    "page.band-used": "band: {band}",
    "page.summary": "Summary",
    "page.clean-reps": "{leg}: clean reps",
    "page.widest": "{leg}: widest opening with a steady pelvis",
    "page.effort": "Effort",
    "page.of-ten": "of 10",
    "page.pain": "Pain before, after",
    "page.note": "Note: {text}",
    "page.every-rep": "Every rep",
    "page.every-rep.table": "Table of all reps",
    "page.every-rep.how": (
        "Angles in degrees, times in seconds. “±” is the estimate's own uncertainty (one standard deviation)."
    ),
    "page.did-not-count": "Did not count.",
    "page.over-time": "Opening and pelvic roll over time",
    "page.over-time.plot": "Opening and roll over time",
    "page.over-time.how": (
        "Above, how far the top knee opens; below, how far the pelvis has rolled back since the start, with a "
        "band of ± one standard deviation; a grey band alone where roll was not judged. Shaded: reps, with their "
        "number and ✓ clean, ✗ faulty, ? not judged in full; faulty ones are hatched. Dotted line: where roll is "
        "noted, {note}°; dashed line: where it counts as a fault, {fault}°. An X marks the moment a fault was "
        "raised. These limits are this program's judgement, not clinical norms."
    ),
    "page.tempo": "Tempo, and trend within the session",
    "page.tempo.how": (
        "Bars: seconds up, at the top, and down. Slow is good: a usual aim is two seconds up, a pause, and two "
        "to three seconds down. Dots: the opening and the roll back of each rep, with its uncertainty; dashed: "
        "where roll counts as a fault."
    ),
    "page.undrawn": "The last {reps} reps are not drawn here; all are in the table.",
    "page.faulty": "The reps with a fault",
    "page.faulty.video": "From the video of this session: whoever gets this page sees the person.",
    "page.faulty.landmarks": "No video was kept: drawn from the recorded landmarks.",
    "page.faulty.colours": "Blue: the working leg. Orange: the pelvis.",
    "page.faulty.left-out": "{reps} more are not shown.",
    "page.trust": "The view, and how far to trust it",
    "page.tracked": "The lying person was followed in {percent} % of the pictures.",
    "page.trust.how": (
        "Angles are estimated from one ordinary camera and were not checked on this person. They are changes "
        "against the person's own start position in the set. Roll that reads a few degrees is within the error; "
        "the change from rep to rep tells more than a single number."
    ),
    "page.recorded-by": "Recorded by formcheck {version}",
    "page.rep": "Rep",
    "page.verdict": "Verdict",
    "page.set": "Set",
    "page.start": "Start",
    "page.roll-back": "Roll back",
    "page.up": "Up",
    "page.top": "Top",
    "page.down": "Down",
    # Months.
    "month.1": "January",
    "month.2": "February",
    "month.3": "March",
    "month.4": "April",
    "month.5": "May",
    "month.6": "June",
    "month.7": "July",
    "month.8": "August",
    "month.9": "September",
    "month.10": "October",
    "month.11": "November",
    "month.12": "December",
    # The terminal.
    "console.fetching": "Fetching the {what}",
    # The columns of tables in the terminal.
    "column.session": "session",
    "column.leg": "leg",
    "column.set": "set",
    "column.sets": "sets",
    "column.rep": "rep",
    "column.reps": "reps",
    "column.clean": "clean",
    "column.start": "start\ns",
    "column.end": "end\ns",
    "column.opening": "opening\n°",
    "column.roll": "roll back\n°",
    "column.mean-roll": "roll\n°",
    "column.lift": "lift\ns",
    "column.hold": "hold\ns",
    "column.lower": "lower\ns",
    "column.faults": "faults",
    "column.pain": "pain",
    "column.band": "band",
    "column.right": "right",
    "column.wrong": "wrong",
    "column.missed": "missed",
    "column.not-judged": "not judged",
    "column.precision": "precision",
    "column.recall": "recall",
    # What commands say.
    "check.no-reps": "0 reps.",
    "check.not-judged": "({fault} not judged)",
    "check.roll.likely": "probably rolled",
    "check.roll.not-judged": "not judged",
    "check.view": "Pelvic roll is hard to see from here. {advice}",
    "history.reading": "Reading the sessions",
    "history.sessions.one": "{n} session",
    "history.sessions.other": "{n} sessions",
    "history.remeasured": (
        "From {session} on measured with another model: numbers before it are not the same measure."
    ),
    "history.streaks": "Weeks in a row with a session: {weeks}. Most clean reps in a row: {reps}.",
    "history.none": "No session with reps is kept in {place} yet.",
    "evaluate.busy": "Evaluating {session}",
    "evaluate.reps": "{session}: {found} reps found, {labelled} labelled.",
    "evaluate.title": "Agreement with the labels",
    "evaluate.start": "A rep's start is off by {mean:.2f} s on average, at most {most:.2f} s.",
    "evaluate.end": "A rep's end is off by {mean:.2f} s on average, at most {most:.2f} s.",
    "note.pain-before": "Pain before",
    "note.pain-after": "Pain after",
    "note.effort": "Effort",
    "note.band": "Band",
    "note.text": "Note",
    "note.none": "not entered",
    "note.pain-before.asked": "Pain before, 0 (none) to 10",
    "note.pain-after.asked": "Pain after, 0 (none) to 10",
    "note.asked": "{question} [Enter: as it is]",
    "note.whole-number": "A whole number from 0 to 10, please.",
    "note.not-kept": "Pain and effort could not be kept ({error}).",
    "report.no-browser": "No browser was found: open {page} by hand.",
    "share.busy": "Writing the shared file",
    "label.done": "{session}: {labelled} of {reps} reps are labelled.",
    "rerun.busy": "Replaying",
    "rerun.other-model": "It was recorded with another roll model.",
    "rerun.same": "{session}: the same {events} events.",
    "rerun.differs": "{session}: recorded by formcheck {version}, today's rules differ:",
    "live.kept": "Kept in {folder}.",
    "live.no-room": "Sessions cannot be kept well. {advice}",
    "live.sound": "The sound",
    "live.record": "The record of this session",
    # The replay.
    "key.stop": "stop, go on",
    "key.frame": "one picture back, on",
    "key.next-rep": "next rep; with Shift, the one before",
    "key.next-fault": "next fault; with Shift, the one before",
    "key.from-start": "from the start again",
    "key.speed": "half, quarter, full speed",
    "key.curves": "on the curves: go there",
    "key.is-rep": "it is a rep: yes, no",
    "key.missed": "a missed rep begins; B again: it ends",
    "key.labelled": "labelled: show the verdict",
    "review.playing": "Playing at {t:.1f} s, {speed}",
    "review.stopped": "Stopped at {t:.1f} s, {speed}",
    "review.speed.full": "full speed",
    "review.speed.half": "half speed",
    "review.speed.quarter": "quarter speed",
    "review.opening": "opening",
    "review.roll": "roll back",
    "label.missed": "A missed rep begins at {t:.1f} s. Press B again where it ends.",
    "label.before-first": "Before the first rep. N goes there.",
    "label.no-fault": "no fault",
    "label.rep": "Rep {number} of {reps}: {what}. Labelled.",
    "label.rep.asked": "Rep {number} of {reps}: {what}? Enter when it is so.",
    "label.not-rep": "not a rep",
    # A recording whose speed is in doubt.
    "speed.too-fast": (
        "The recording's speed looks wrong: the reps are too quick for a leg. Check it at the speed of life."
    ),
    "speed.hasty": (
        "Nearly all reps are as quick as thrown ones: the leg was thrown, or the recording is faster than life. "
        "Momentum is not judged."
    ),
    "speed.uncounted": "The leg moves to and fro too quickly to count every rep: is the recording faster than life?",
    "speed.too-slow": "The recording's speed looks wrong: the reps take minutes. Check it at the speed of life.",
    # What many sessions earn.
    "progression.band": (
        "Your last two sessions had 15 clean reps or more on each leg at low pain. If it feels easy and your "
        "clinician's plan allows it, add a band, or take the next thicker one."
    ),
}

NUMBERS = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *(f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty")


def number_words(number: int) -> str:
    """Return a number from 1 to 69 in words.

    >>> number_words(7), number_words(20), number_words(43)
    ('seven', 'twenty', 'forty three')
    """
    if number < len(NUMBERS):
        return NUMBERS[number]
    return f"{TENS[number // 10]} {NUMBERS[number % 10]}".strip()


def plural_form(number: int) -> str:
    """Return which form a word takes beside a number."""
    return "one" if number == 1 else "other"
