"""What tables, measures and topics are made of: plain records, no data read here."""
