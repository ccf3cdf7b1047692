"""What there is to see: reports, formats, the explorer, exports."""
