"""Many videos: the same work on each, in this process, in several, or on a cluster, and a record of what is done.

jobs -> `local` or `cluster` (answers as they come) -> `journal` (kept) -> `work.in_order` -> whoever shows them.
"""
