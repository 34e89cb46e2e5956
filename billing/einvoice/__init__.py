"""The legal document: frozen facts in, valid bytes out. No table, no request, no clock.

`document` says what is invoiced, `checks` refuses what validators let through, `mapping` writes
the Factur-X XML, `validation` has it judged, `pdf` draws the page and embeds the XML, `seal` does
all of it in order. Slow or heavy libraries are imported inside functions: a web process loads none.
"""
