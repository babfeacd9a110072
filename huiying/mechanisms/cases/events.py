"""Kinds of event of a case: what each holds, who sees it, and its sentence in the history.

Names are those of the rule packs. An event holds codes, ids, dates and choices; words are sealed texts. A person's page
shows of these what was told to that person, and what is their own (queries.persons_lines).
"""

from huiying.mechanisms.cases import notes, of_court, of_people, of_property, of_remedies
from huiying.mechanisms.cases.happenings import ACCEPTANCE_REVIEWED as ACCEPTANCE_REVIEWED
from huiying.mechanisms.cases.happenings import ACCEPTED as ACCEPTED
from huiying.mechanisms.cases.happenings import ASSIGNED as ASSIGNED
from huiying.mechanisms.cases.happenings import CHARGE_CHANGED as CHARGE_CHANGED
from huiying.mechanisms.cases.happenings import CONCLUDED as CONCLUDED
from huiying.mechanisms.cases.happenings import EXAMINATION_BEGAN as EXAMINATION_BEGAN
from huiying.mechanisms.cases.happenings import EXAMINATION_ENDED as EXAMINATION_ENDED
from huiying.mechanisms.cases.happenings import EXTENDED as EXTENDED
from huiying.mechanisms.cases.happenings import EXTENSION_ASKED as EXTENSION_ASKED
from huiying.mechanisms.cases.happenings import EXTENSION_DENIED as EXTENSION_DENIED
from huiying.mechanisms.cases.happenings import FILING_EXTENDED as FILING_EXTENDED
from huiying.mechanisms.cases.happenings import HAPPENINGS
from huiying.mechanisms.cases.happenings import HEARING_BEGAN as HEARING_BEGAN
from huiying.mechanisms.cases.happenings import HEARING_ENDED as HEARING_ENDED
from huiying.mechanisms.cases.happenings import JURISDICTION_SETTLED as JURISDICTION_SETTLED
from huiying.mechanisms.cases.happenings import JURISDICTION_UNCLEAR as JURISDICTION_UNCLEAR
from huiying.mechanisms.cases.happenings import KIND_CHANGED as KIND_CHANGED
from huiying.mechanisms.cases.happenings import LIMIT_REACHED as LIMIT_REACHED
from huiying.mechanisms.cases.happenings import MEASURE_TAKEN as MEASURE_TAKEN
from huiying.mechanisms.cases.happenings import MOVED as MOVED
from huiying.mechanisms.cases.happenings import NOT_OPENED as NOT_OPENED
from huiying.mechanisms.cases.happenings import NUMBERED as NUMBERED
from huiying.mechanisms.cases.happenings import OPENED as OPENED
from huiying.mechanisms.cases.happenings import OPINION_RECEIVED as OPINION_RECEIVED
from huiying.mechanisms.cases.happenings import PENALTY_DECIDED as PENALTY_DECIDED
from huiying.mechanisms.cases.happenings import PROGRESS_WRITTEN as PROGRESS_WRITTEN
from huiying.mechanisms.cases.happenings import REPORTED as REPORTED
from huiying.mechanisms.cases.happenings import REVERSED as REVERSED
from huiying.mechanisms.cases.happenings import SENT_FOR_PROSECUTION as SENT_FOR_PROSECUTION
from huiying.mechanisms.cases.happenings import SUSPECT_FOUND as SUSPECT_FOUND
from huiying.mechanisms.cases.happenings import TAKEN_UP_AGAIN as TAKEN_UP_AGAIN
from huiying.mechanisms.cases.happenings import WITHDRAWN as WITHDRAWN
from huiying.mechanisms.cases.tellings import ACKNOWLEDGED as ACKNOWLEDGED
from huiying.mechanisms.cases.tellings import BAIL_TOLD as BAIL_TOLD
from huiying.mechanisms.cases.tellings import CHARGE_CHANGE_TOLD as CHARGE_CHANGE_TOLD
from huiying.mechanisms.cases.tellings import CONCLUSION_TOLD as CONCLUSION_TOLD
from huiying.mechanisms.cases.tellings import COURT_OUTCOME_TOLD as COURT_OUTCOME_TOLD
from huiying.mechanisms.cases.tellings import EXTENSION_TOLD as EXTENSION_TOLD
from huiying.mechanisms.cases.tellings import HEARING_DATE_TOLD as HEARING_DATE_TOLD
from huiying.mechanisms.cases.tellings import LIMIT_EXPLAINED as LIMIT_EXPLAINED
from huiying.mechanisms.cases.tellings import MEASURE_TOLD as MEASURE_TOLD
from huiying.mechanisms.cases.tellings import MOVE_TOLD as MOVE_TOLD
from huiying.mechanisms.cases.tellings import NO_INVESTIGATION_TOLD as NO_INVESTIGATION_TOLD
from huiying.mechanisms.cases.tellings import NON_OPENING_TOLD as NON_OPENING_TOLD
from huiying.mechanisms.cases.tellings import OPENING_TOLD as OPENING_TOLD
from huiying.mechanisms.cases.tellings import OPINION_TOLD as OPINION_TOLD
from huiying.mechanisms.cases.tellings import PENALTY_TOLD as PENALTY_TOLD
from huiying.mechanisms.cases.tellings import PROGRESS_TOLD as PROGRESS_TOLD
from huiying.mechanisms.cases.tellings import PROPERTY_TOLD as PROPERTY_TOLD
from huiying.mechanisms.cases.tellings import PROSECUTION_TOLD as PROSECUTION_TOLD
from huiying.mechanisms.cases.tellings import REVERSAL_TOLD as REVERSAL_TOLD
from huiying.mechanisms.cases.tellings import SOLVED_TOLD as SOLVED_TOLD
from huiying.mechanisms.cases.tellings import STATUS_TOLD as STATUS_TOLD
from huiying.mechanisms.cases.tellings import TELLINGS
from huiying.mechanisms.cases.tellings import WITHDRAWAL_TOLD as WITHDRAWAL_TOLD
from huiying.mechanisms.cases.tellings import WITNESS_TOLD as WITNESS_TOLD

KIND = "case"
RECONSIDERATION = "reconsideration"
REVIEW = "case-review"

EVENTS = (
    *HAPPENINGS,
    *of_people.OF_PEOPLE,
    *of_property.OF_PROPERTY,
    *of_remedies.OF_REMEDIES,
    *of_court.OF_COURT,
    *notes.OF_NOTES,
    *TELLINGS,
)
BY_KIND = {spec.kind: spec for spec in EVENTS}
