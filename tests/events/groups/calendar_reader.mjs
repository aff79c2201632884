// Reads a calendar with ical.js, the library of Thunderbird, and says in JSON what it understood.
// Called as: node calendar_reader.mjs NODE_MODULES < calendar.ics
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(`${process.argv[2]}/ical.js/dist/ical.js`));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

// Only zones that the file itself explains: a zone that it names and does not explain would be read as floating time.
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));

const moment = (time) => (time === null ? null : time.isDate ? time.toString() : time.toJSDate().toISOString());
const read = (component) => {
  const event = new ICAL.Event(component);
  const given = (name) => component.getFirstPropertyValue(name);
  return {
    uid: event.uid,
    title: event.summary,
    begin: moment(event.startDate),
    end: component.hasProperty("dtend") ? moment(event.endDate) : null,
    zone: event.startDate.isDate ? null : event.startDate.zone.tzid,
    place: event.location,
    description: event.description,
    status: given("status"),
    sequence: event.sequence,
    organiser: component.hasProperty("organizer") ? component.getFirstProperty("organizer").getParameter("cn") : null,
    attendees: component.getAllProperties("attendee").length,
  };
};
console.log(
  JSON.stringify({
    method: calendar.getFirstPropertyValue("method"),
    name: calendar.getFirstPropertyValue("x-wr-calname"),
    events: calendar.getAllSubcomponents("vevent").map(read),
  }),
);
