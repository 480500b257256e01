"""Envelopes through the hub: acceptance, mailboxes, deliveries, payloads, documents."""
