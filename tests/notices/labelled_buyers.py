"""Which rows of the published buyers' names are one buyer, said by a person who read them: numbers, no name."""

from __future__ import annotations

ODD_SAME = (
    (1, 723), (51, 183), (65, 113), (69, 661), (83, 679), (87, 703), (131, 1449), (139, 1431), (149, 1615),
    (159, 673), (211, 1363), (213, 719), (215, 321), (267, 743), (345, 751), (347, 1493), (349, 1499), (361, 1477),
    (365, 1359), (395, 1583), (449, 701), (485, 745), (549, 669), (553, 689), (611, 1589), (617, 1407), (623, 1373),
    (641, 1473), (685, 1577), (695, 1485), (709, 1467), (819, 1111), (851, 1429), (973, 1469), (1029, 1439),
    (1049, 1459), (1065, 1365), (1203, 1451), (1229, 1579), (1377, 1575), (1463, 1513), (1479, 1573), (1519, 1591),
)  # fmt: skip
"""Rows of ``buyers_fr.csv``, counted from 0 after its header, read by hand: the pairs of odd rows that are one buyer.

Every pair of odd rows of one place, or of none, whose words are near (some 200) was looked at; nothing was tuned on
them.
"""
