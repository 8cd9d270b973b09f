"""Whether certificates behind a record were withdrawn: answers of issuers (OCSP, CRL), read and weighed here."""
