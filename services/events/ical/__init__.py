"""Calendars as programs of others read them (iCalendar, RFC 5545): entries, the zone Europe/Berlin, whole files."""
