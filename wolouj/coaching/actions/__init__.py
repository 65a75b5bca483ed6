"""All writing of the coaching room: who accompanies whom, plans, visits."""
