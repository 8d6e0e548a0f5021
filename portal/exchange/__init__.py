"""Content out of the site and back in, as JSON, CSV or XLSX. What comes in obeys the gate like everything else."""
