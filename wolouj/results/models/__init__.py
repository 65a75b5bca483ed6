"""What the results of a programme are told with: chosen measures, figures told by hand."""

from wolouj.results.models.measuring import HandFigure, Measured

__all__ = ["HandFigure", "Measured"]
