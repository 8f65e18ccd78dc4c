"""Made-up schools files, as the national one is written: Windows-1252, with columns that nobody should read."""

import csv
import io

from tests.spreadsheets.files import Upload

HEADINGS = [
    "URN",
    "LA (name)",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (name)",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "NumberOfPupils",
    "Trusts (name)",
    "HeadTitle (name)",
    "HeadFirstName",
    "HeadLastName",
    "Postcode",
]
SCHOOL = {
    "URN": "900201",
    "LA (name)": "Northvale",
    "EstablishmentName": "Harbour Lane Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1952",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "NumberOfPupils": "412",
    "HeadTitle (name)": "Mx",
    "HeadFirstName": "Canary",
    "HeadLastName": "Headteacher",
    "Postcode": "NV1 4QT",
}
CLOSED = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}


def school(urn=900201, name="Harbour Lane Primary School", **facts):
    return SCHOOL | {"URN": str(urn), "EstablishmentName": name} | facts


def content_of(*schools, headings=HEADINGS, encoding="cp1252"):
    text = io.StringIO(newline="")
    lines = csv.DictWriter(text, headings, restval="", extrasaction="ignore")
    lines.writeheader()
    lines.writerows(schools)
    return text.getvalue().encode(encoding)


def file_of(*schools, **facts):
    return Upload(content_of(*schools, **facts), "schools.csv")
