"""What so many people a day cost, by arithmetic from what was measured."""
