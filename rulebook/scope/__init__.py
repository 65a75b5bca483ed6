"""Does the decree govern this purchase at all?

Articles 2, 169 and 170 of decree 2-22-431. A notice on the portal does not prove that the decree binds its buyer:
companies of the State publish there under rules of their own. Procedures launched before the decree came into
force stay under the one of 2013, which is not encoded: the answer is then "not covered".

Not established: a list of the buyers that have their own rules. Whoever enters the notice says it, or asks.
"""
