"""QTI 2.1: an item for each student, and the package that platforms import.

The right answer has one point, what a known mistake leads to a part of it, and a feedback of its own.
"""

from io import BytesIO
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, tostring

from ....explain.notation import pretty
from ....show.exports.workbook import Archive
from ....show.language import say
from ..known_answers import PART, blanks_of
from .given import picture, sentences, title

ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p1"
ITEM_SCHEMA = f"{ITEM} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
PACKAGE_SCHEMA = f"{PACKAGE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SCORE, MOST = "SCORE", "MAXSCORE"


def files(sheets):
    yield "qti.zip", package(sheets)


def package(sheets):
    """The bytes of the zip file: the manifest, and of each student the item and the picture."""
    content = {"imsmanifest.xml": manifest(sheets)}
    for sheet in sheets:
        content[file_name(sheet, "xml")] = xml(item(sheet))
        content[file_name(sheet, "svg")] = picture(sheet).encode()
    file = BytesIO()
    with Archive(file, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return file.getvalue()


def file_name(sheet, ending):
    return f"{identifier(sheet)}.{ending}"


def identifier(sheet):
    return f"variant-{sheet.student.variant}-{sheet.student.check}"


def xml(element):
    return tostring(element, encoding="utf-8", xml_declaration=True)


def leaf(parent, tag, text="", **attributes):
    found = SubElement(parent, tag, attributes)
    found.text = text or None
    return found


def manifest(sheets):
    root = Element("manifest", {"xmlns": PACKAGE, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": PACKAGE_SCHEMA,
                                "identifier": "neurosim"})
    metadata = SubElement(root, "metadata")
    leaf(metadata, "schema", "QTIv2.1 Package")
    leaf(metadata, "schemaversion", "1.0.0")
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for sheet in sheets:
        resource = SubElement(resources, "resource", {"identifier": identifier(sheet), "type": "imsqti_item_xmlv2p1",
                                                      "href": file_name(sheet, "xml")})
        for ending in ("xml", "svg"):
            SubElement(resource, "file", {"href": file_name(sheet, ending)})
    return xml(root)


# An item.

def item(sheet):
    """Declarations, body, scoring and feedback, in the order that the schema has."""
    blanks = list(blanks_of(sheet))
    root = Element("assessmentItem", {"xmlns": ITEM, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": ITEM_SCHEMA,
                                      "identifier": identifier(sheet), "title": title(sheet), "adaptive": "false",
                                      "timeDependent": "false"})
    for place, blank in enumerate(blanks, 1):
        response = SubElement(root, "responseDeclaration", {"identifier": f"R{place}", "cardinality": "single",
                                                            "baseType": "float"})
        leaf(SubElement(response, "correctResponse"), "value", blank.text)
    outcome(root, SCORE, "float", "0")
    outcome(root, MOST, "float", str(len(blanks)))
    for place in range(1, len(blanks) + 1):
        outcome(root, f"F{place}", "identifier")
    body(root, sheet, blanks)
    processing = SubElement(root, "responseProcessing")
    for place, blank in enumerate(blanks, 1):
        score(processing, place, blank)
    for place, blank in enumerate(blanks, 1):
        feedback(root, place, blank)
    return root


def outcome(root, name, base, default=None):
    found = SubElement(root, "outcomeDeclaration", {"identifier": name, "cardinality": "single", "baseType": base})
    if default is not None:
        leaf(SubElement(found, "defaultValue"), "value", default)


def body(root, sheet, blanks):
    """The task, the picture, and a table for each stage."""
    found = SubElement(root, "itemBody")
    for sentence in sentences(sheet):
        leaf(found, "p", sentence)
    SubElement(SubElement(found, "p"), "img", {"src": file_name(sheet, "svg"), "alt": say("quiz.picture")})
    numbered = enumerate(blanks, 1)
    for stage, some in groupby(numbered, lambda each: each[1].question.stage):
        leaf(found, "h4", say(f"stage.{stage}"))
        rows = SubElement(SubElement(found, "table"), "tbody")
        for place, blank in some:
            row = SubElement(rows, "tr")
            leaf(row, "td", pretty(blank.question.name))
            paragraph = SubElement(SubElement(row, "td"), "p")
            SubElement(paragraph, "textEntryInteraction", {"responseIdentifier": f"R{place}", "expectedLength": "12"})


def score(processing, place, blank):
    """If it is right, a point; else, if a known mistake leads to it, a part, and its feedback."""
    condition = SubElement(processing, "responseCondition")
    near(SubElement(condition, "responseIf"), place, blank.text, blank.room, 1.0)
    for number, known in enumerate(blank.known, 1):
        branch = SubElement(condition, "responseElseIf")
        near(branch, place, known.text, blank.room, PART)
        said = SubElement(branch, "setOutcomeValue", {"identifier": f"F{place}"})
        leaf(said, "baseValue", f"K{number}", baseType="identifier")


def near(branch, place, text, room, points):
    """What is asked of a response, and the points that it adds."""
    room = f"{room:.6g}"
    equal = SubElement(branch, "equal", {"toleranceMode": "absolute", "tolerance": f"{room} {room}"})
    SubElement(equal, "variable", {"identifier": f"R{place}"})
    leaf(equal, "baseValue", text, baseType="float")
    added = SubElement(SubElement(branch, "setOutcomeValue", {"identifier": SCORE}), "sum")
    SubElement(added, "variable", {"identifier": SCORE})
    leaf(added, "baseValue", f"{points:g}", baseType="float")


def feedback(root, place, blank):
    for number, known in enumerate(blank.known, 1):
        leaf(root, "modalFeedback", f"{pretty(blank.question.name)}: {known.feedback()}", outcomeIdentifier=f"F{place}",
             identifier=f"K{number}", showHide="show")
