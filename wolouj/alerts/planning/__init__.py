"""What to tell to whom: one function, :func:`~wolouj.alerts.planning.plan.plan`, asks each module of this folder."""
