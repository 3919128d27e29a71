"""From landmarks to a posture: who lies how, from where the camera looks, how far leg and pelvis turn."""
