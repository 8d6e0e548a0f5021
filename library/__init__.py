"""What pages share: sources and pictures."""
