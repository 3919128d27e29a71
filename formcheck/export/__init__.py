"""Tables for other programs: markers as TRC, quantities frame by frame as CSV."""
