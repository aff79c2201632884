"""What facts of one service mean as rows, for every service that keeps them; each keeps tables of its own.

Only folds that two services share stand here. A question that one service asks alone is a fold of its own.
"""
