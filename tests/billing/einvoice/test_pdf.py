"""The file: PDF/A-3 and PDF/UA by structure, the XML inside to the byte, text read in order."""

import io
from decimal import Decimal

import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader

from billing.einvoice import mapping, page, pdf
from billing.einvoice.document import DAY, Totals
from tests.billing.einvoice.papers import buyer, credit_note, invoice, line, training
from tests.billing.einvoice.test_page import offer

XMP = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "fx": "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@pytest.fixture(scope="module")
def document():
    return invoice(line(note="153/365 jours"), training())


@pytest.fixture(scope="module")
def xml(document):
    return mapping.xml_of(document)


@pytest.fixture(scope="module")
def original(document, xml):
    return pdf.original(document, xml)


@pytest.fixture
def opened(original):
    with pikepdf.open(io.BytesIO(original)) as found:
        yield found


def xmp_of(opened):
    packet = opened.Root.Metadata.read_bytes()
    return etree.fromstring(packet[packet.index(b"<x:xmpmeta") : packet.rindex(b"<?xpacket")])


def words(content):
    reader = PdfReader(io.BytesIO(content))
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    return text.replace("\u00a0", " ")


def test_the_xml_comes_back_to_the_byte(original, xml):
    assert pdf.embedded(original) == xml


def test_the_marks_of_all_three_standards_stand_in_the_xmp(opened):
    def said(path):
        return xmp_of(opened).xpath(f"string({path})", namespaces=XMP)

    assert (said("//pdfaid:part"), said("//pdfaid:conformance")) == ("3", "A")
    assert said("//pdfuaid:part") == "1"
    assert said("//fx:DocumentType") == "INVOICE"
    assert said("//fx:DocumentFileName") == "factur-x.xml"
    assert said("//fx:ConformanceLevel") == "EN 16931"
    assert said("//dc:title//rdf:li") == "Facture AG2026-000042"


def test_readers_see_pdfa_3a_in_the_one_packet_left(opened):
    packets = [
        one
        for one in opened.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/Metadata"
    ]

    assert opened.open_metadata().pdfa_status == "3A"
    assert len(packets) == 1


def test_each_schema_that_pdfa_does_not_know_is_described(opened):
    described = xmp_of(opened).xpath("//pdfaSchema:namespaceURI/text()", namespaces=XMP)

    assert {XMP["fx"], XMP["pdfuaid"]} <= set(described)


def test_the_metadata_is_readable_without_inflating(original, opened):
    assert "/Filter" not in opened.Root.Metadata
    assert b"<pdfaid:part>3</pdfaid:part>" in original


def test_the_structure_of_pdfa_is_there(opened):
    root = opened.Root

    assert [str(one.S) for one in root.OutputIntents] == ["/GTS_PDFA1"]
    assert root.OutputIntents[0].DestOutputProfile.N == 3
    assert bool(root.MarkInfo.Marked) is True
    assert root.StructTreeRoot.K
    assert str(root.Lang) == "fr-FR"
    assert bool(root.ViewerPreferences.DisplayDocTitle) is True
    assert len(opened.trailer.ID) == 2
    assert "/Encrypt" not in opened.trailer
    assert "/OpenAction" not in root
    assert opened.docinfo["/Title"] == "Facture AG2026-000042"


def test_the_xml_is_an_alternative_of_the_page(opened):
    (attached,) = opened.Root.AF

    assert str(attached.AFRelationship) == "/Alternative"
    assert str(attached.UF) == "factur-x.xml"
    assert str(attached.EF.F.Subtype) == "/text/xml"
    assert list(opened.attachments) == ["factur-x.xml"]


def test_every_font_is_inside(opened):
    fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    descriptors = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]

    assert descriptors
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in descriptors)


def test_tables_and_headings_are_tagged(opened):
    tags = {
        str(one.S)
        for one in opened.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
    }

    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= tags


def test_read_aloud_it_goes_from_who_to_what_to_how_much_to_how(original):
    text = words(original)
    landmarks = [
        "Agora Services SAS",
        "Facture",
        "n° AG2026-000042",
        "Facturé à",
        "Ville de Saint-Étienne-du-Bois",
        "Code service\nSG-NUM",
        "N° d’engagement\nEJ-2026-001234",
        "Désignation",
        "153/365 jours",
        "Formation des agents 2 jours 1 200,00 € 0 % 2 400,00 €",
        "art. 261-4-4° a du CGI",
        "Total à payer TTC 19 320,00 €",
        "À régler par virement au plus tard le 28 décembre 2026",
        "IBAN FR14 2004 1010 0505 0001 3M02 606",
        "Indemnité forfaitaire",
        "Page 1 sur 1",
    ]

    places = [text.find(landmark) for landmark in landmarks]
    assert -1 not in places, landmarks[places.index(-1)]
    assert places == sorted(places)


def test_a_credit_note_reads_as_one():
    text = words(pdf.render("invoice", page.invoice(credit_note())))

    assert "Avoir" in text
    assert "n° AG2026-000042 du 1er novembre 2026" in text
    assert "IBAN" not in text


def test_forty_lines_go_over_pages_with_their_heads():
    lines = [
        line(95_000, label=f"Atelier {rank}", quantity=Decimal("1.5"), unit_code=DAY)
        for rank in range(40)
    ]
    made = pdf.render("invoice", page.invoice(invoice(*lines)))
    pages = [
        sheet.extract_text().replace("\u00a0", " ") for sheet in PdfReader(io.BytesIO(made)).pages
    ]

    assert len(pages) >= 2
    assert f"Page 2 sur {len(pages)}" in pages[1]
    assert "Facture n° AG2026-000042" in pages[1]
    assert "Désignation" in pages[1]
    assert all(f"Atelier {rank} 1,5 jour" in "\n".join(pages) for rank in range(40))


def test_a_long_word_breaks_inside_its_column_and_copies_whole():
    document = invoice(
        line(label="Y" * 255, note="Z" * 300),
        service_code="S" * 100,
        order_ref="E" * 50,
        buyer=buyer(name="V" * 100, street="R" * 100),
    )
    made = pdf.render("invoice", page.invoice(document))
    reader = PdfReader(io.BytesIO(made))
    right_edges = []

    def seen(text, _cm, matrix, _font, size):
        if text.strip():
            right_edges.append(matrix[4] + 0.45 * size * len(text.strip()))

    for sheet in reader.pages:
        sheet.extract_text(visitor_text=seen)
    assert max(right_edges) < 595
    squeezed = words(made).replace("\n", "")
    assert "E" * 50 in squeezed
    assert "\u200b" not in squeezed


def test_text_is_text_and_never_markup():
    hostile = '#panic("x") *gras* $x$ <a> @ref [b] \\ `code` "'
    made = pdf.render("invoice", page.invoice(invoice(line(label=hostile))))

    assert hostile in words(made).replace("\n", " ")


def test_a_quote_has_its_place_to_sign():
    whole = Totals(net_cents=5_640_000, vat_cents=0, gross_cents=5_640_000)
    made = pdf.quote(offer(whole=whole, years=4, threshold_cents=6_000_000))
    text = words(made)

    assert "Devis" in text
    assert "Bon pour accord" in text
    assert "Total HT sur 4 ans, reconductions comprises 56 400,00 €" in text
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert bool(opened.Root.MarkInfo.Marked) is True


def test_the_same_data_draws_the_same_picture():
    once, again = (pdf.pictures("quote", page.quote(offer())) for _ in range(2))

    assert once == again
    assert once[0].startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_one_named_error():
    with pytest.raises(pdf.NotDrawn):
        pdf.render("invoice", {})


def test_what_cannot_be_embedded_is_one_named_error():
    with pytest.raises(pdf.NotDrawn):
        pdf.embed(b"not a pdf", b"not an xml")
