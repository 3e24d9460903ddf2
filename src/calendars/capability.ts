import { defineCapability } from "../app/capability.ts";
import type { Person } from "../people/people.ts";
import type { Follower } from "../platform/events.ts";
import { workspaceZone } from "../programs/events.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { workspaceTime } from "./calendars.ts";
import { registerCalendarListeners } from "./calendars-screen.ts";

export const calendars = defineCapability<Person, Visitor>({
  name: "calendars",
  screens: ({ listening, services }) => registerCalendarListeners(listening, services),
});

export const calendarFollowers: Follower[] = [
  workspaceZone.answeredBy(async (_, db, { workspaceId }) => (await workspaceTime(db, workspaceId)).zone),
];
