"""The sheet of an exercise, for who answers by hand: the order, what a unit costs, boxes for her prices."""
