"""What campaigns show to everyone alike: kept in memory like the look-up."""
