import { defineCapability } from "../app/capability.ts";
import type { Person } from "../people/people.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { registerCalendarListeners } from "./calendars-screen.ts";

export const calendars = defineCapability<Person, Visitor>({
  name: "calendars",
  screens: ({ listening, services }) => registerCalendarListeners(listening, services),
});
