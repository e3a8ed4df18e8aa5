"""Published facts that the model can't be tested against, and why, in a sentence each."""

UNTESTABLE: dict[str, str] = {
    "B13": "It defines the net promoter score and finds nothing: the survey layer computes cNPS "
    "and eNPS by it, and a test of that layer holds them to it.",
    "B18": "The model books contacts and failures, but no case that stays unresolved over several "
    "calls, so nobody has a count of unresolved calls to cross a threshold with.",
    "B20": "The model has no stock market: it knows a company's profit, but not what shareholders would pay for it.",
    "C05": "The table of fatigue and output is an input that the rule of tired work follows in "
    "straight lines, and no range is stated for it: a check would only read the input back.",
    "C10": "The table of time given and perceived quality is an input that the rule of service "
    "follows in straight lines: a check would only read the input back.",
    "C11": "The delays of perception are inputs, taken as the time constants of the rules: a check "
    "would only read them back.",
    "C16": "Waiting is a unit's mean over a week; no customer stands before a visible queue, so "
    "the length seen can't be separated from the time expected.",
    "D08": "The data are made up by a software maker, and their items don't hang together as "
    "answers of real people do, so agreement would say nothing.",
    "D09": "Rates of leaving by sector are what the presets state and are balanced to: they would "
    "come back by construction.",
    "E15": "The share of staff who see a line from their work to the company's goals is not "
    "verified, and in the model it is a starting level: a check would only read the input back.",
    "H03": "Shares of companies by how they are governed describe a population of companies, of "
    "which a scenario is one: they are given as input.",
    "H04": "The eight drivers are the model's structure; their source gives no weights that could be compared.",
    "H05": "The return on shares of admired companies takes a stock market, which the model doesn't have.",
}
