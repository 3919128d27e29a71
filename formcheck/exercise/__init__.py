"""What an exercise is, one file an exercise: body measures, form judges; the exercise says by which limits."""
