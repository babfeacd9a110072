"""The fictional service of the complaints' tests: figures are counted from matters made by services."""

from huiying.mechanisms.complaints.tests.conftest import service as service
