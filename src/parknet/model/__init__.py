"""What the network consists of: records, dates, lifecycle, batches and snapshots. Pure, no input or output."""
