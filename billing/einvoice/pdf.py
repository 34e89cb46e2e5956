"""The paper as a file: PDF/A-3 and PDF/UA drawn by typst, with the XML embedded as Factur-X asks.

Three libraries in turn: typst draws and tags; factur-x embeds the XML but replaces the XMP by its
own (conformance B, no mark of PDF/UA); pypdf then writes typst's XMP back, with the Factur-X part
grafted on. Typst gives the same bytes for the same data; factur-x does not (it reads the clock).
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from billing.einvoice import page
from billing.einvoice.document import Document

PAPERS = Path(__file__).with_name("papers")  # typst sources, not Django templates
STANDARDS: list[Any] = ["a-3a", "ua-1"]

_XMP_HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_XMP_TAIL = b'\n<?xpacket end="r"?>'
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
_FACTURX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"


class NotDrawn(Exception):
    """The paper could not be drawn or the XML not embedded. The text is for developers."""


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """A template of ours (its name, no suffix) with JSON data, as PDF/A-3 and PDF/UA."""
    return _compiled(template, data, "pdf")[0]


def pictures(template: str, data: Mapping[str, Any], *, ppi: float = 110) -> list[bytes]:
    """The same pages as PNG, for the eyes."""
    return _compiled(template, data, "png", ppi=ppi)


def quote(offer: page.Offer) -> bytes:
    """The PDF of a quote."""
    return render("quote", page.quote(offer))


def original(document: Document, xml: bytes) -> bytes:
    """The legal original: the page for people, the XML for machines, one file."""
    return embed(render("invoice", page.invoice(document)), xml)


def embed(pdf: bytes, xml: bytes) -> bytes:
    """The PDF with `factur-x.xml` inside, found back to the byte by `embedded`."""
    from facturx import generate_from_binary  # noqa: PLC0415  (0.6 s and 50 MB: workers only)

    try:
        hybrid = generate_from_binary(
            pdf,
            xml,
            flavor="factur-x",
            level="en16931",
            check_xsd=False,  # `mapping.write` did
            check_schematron=False,
            lang="fr-FR",
            afrelationship="alternative",
            pdf_metadata={"author": "", "keywords": "", "title": "", "subject": ""},
        )
        return _marked(hybrid, drawn=pdf)
    except Exception as error:  # plain exceptions of three libraries
        raise NotDrawn(str(error)) from error


def embedded(pdf: bytes) -> bytes:
    """The XML inside a Factur-X file."""
    from facturx import get_facturx_xml_from_pdf  # noqa: PLC0415  (0.6 s and 50 MB)

    _name, xml = get_facturx_xml_from_pdf(pdf, check_xsd=False, check_schematron=False)
    return xml


def _compiled(
    template: str, data: Mapping[str, Any], kind: Literal["pdf", "png"], ppi: float | None = None
) -> list[bytes]:
    import typst  # noqa: PLC0415  (25 MB of native code: workers only)

    try:
        made = typst.compile(
            PAPERS / f"{template}.typ",
            root=PAPERS,
            format=kind,
            ppi=ppi,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=STANDARDS if kind == "pdf" else [],
            ignore_system_fonts=True,  # the same page on every machine
        )
    except typst.TypstError as error:
        raise NotDrawn(error.message) from error
    return made if isinstance(made, list) else [made]


def _marked(hybrid: bytes, *, drawn: bytes) -> bytes:
    """The hybrid with what factur-x dropped: marks of PDF/A-3a and PDF/UA, title, author."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  (workers only)
    from pypdf.generic import NameObject, StreamObject  # noqa: PLC0415

    before = PdfReader(io.BytesIO(drawn))
    writer = PdfWriter(clone_from=io.BytesIO(hybrid))
    root = writer.root_object
    xmp = StreamObject()
    xmp.set_data(
        _grafted(
            before.trailer["/Root"]["/Metadata"].get_data(),  # type: ignore[index]
            root["/Metadata"].get_data(),  # type: ignore[attr-defined]
        )
    )
    xmp.update({NameObject("/Type"): NameObject("/Metadata")})
    xmp.update({NameObject("/Subtype"): NameObject("/XML")})
    writer._replace_object(root.raw_get("/Metadata"), xmp)
    root[NameObject("/PageMode")] = NameObject("/UseNone")  # opens on the page, not on a panel
    writer.metadata = before.metadata
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _grafted(drawn: bytes, hybrid: bytes) -> bytes:
    """Typst's XMP, with the Factur-X schema and description of the other."""
    from lxml import etree  # noqa: PLC0415  (workers only)

    ours, theirs = etree.fromstring(_bare(drawn)), etree.fromstring(_bare(hybrid))
    schemas = ours.find(f".//{_EXTENSION}schemas/{_RDF}Bag")
    schemas.extend(theirs.findall(f".//{_EXTENSION}schemas/{_RDF}Bag/{_RDF}li"))
    (named,) = (one for one in theirs.iter(f"{_RDF}Description") if _speaks_of_facturx(one))
    named.set(f"{_RDF}about", "")
    ours.find(f"{_RDF}RDF").append(named)
    etree.cleanup_namespaces(ours)
    return _XMP_HEAD + etree.tostring(ours, encoding="utf-8") + _XMP_TAIL


def _speaks_of_facturx(description: Any) -> bool:
    return any(child.tag.startswith(f"{{{_FACTURX}}}") for child in description)


def _bare(xmp: bytes) -> bytes:
    """The packet without its wrapper."""
    return xmp[xmp.index(b"<x:xmpmeta") : xmp.rindex(b">", 0, xmp.rindex(b"<?xpacket")) + 1]
