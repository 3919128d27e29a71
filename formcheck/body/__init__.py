"""From landmarks to a posture: who lies how, from where the camera looks, how far the leg opens and the pelvis rolls."""
