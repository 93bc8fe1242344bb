// Answer.
// params:  none
// returns: n
RETURN 1 AS n
