/**
 * The company in which the journeys take place. Tom leads Loyalty with Dan as his deputy; Margaret sponsors it, Hugo and
 * Inès are its committee, Priya, Oliver and Chloé its team. Léa leads Stores, which Margaret sponsors too, with Ravi.
 * Sam is in no program, Ada is the admin.
 */
import { aRun, type Run, type RunOptions } from "../support/run.ts";

const inLondon = (handle: string, name: string) => ({ handle, name, tz: "Europe/London", locale: "en-GB" });
const inParis = (handle: string, name: string) => ({ handle, name, tz: "Europe/Paris", locale: "fr-FR" });

export const PEOPLE = [
  inLondon("ada", "Ada Poole"),
  inLondon("tom", "Tom Baker"),
  inLondon("dan", "Dan Olsen"),
  inLondon("margaret", "Margaret Osei"),
  inParis("hugo", "Hugo Lambert"),
  inParis("ines", "Inès Roy"),
  inLondon("priya", "Priya Raman"),
  inLondon("oliver", "Oliver Hughes"),
  inParis("chloe", "Chloé Durand"),
  inParis("lea", "Léa Martin"),
  { handle: "ravi", name: "Ravi Nair", tz: "Asia/Kolkata", locale: "en-IN" },
  inLondon("sam", "Sam Poe"),
];

export const LOYALTY = {
  key: "loyalty",
  title: "Loyalty",
  shortKey: "LOY",
  lead: "tom",
  deputy: "dan",
  sponsors: ["margaret"],
  steering: ["hugo", "ines"],
  team: ["priya", "oliver", "chloe"],
};

export const STORES = {
  key: "stores",
  title: "Stores",
  shortKey: "STO",
  lead: "lea",
  sponsors: ["margaret"],
  team: ["ravi"],
};

/** The five cadences as their templates have them. */
const TEMPLATES = {
  daily: "daily-team",
  weekly: "weekly-progress",
  monthly: "monthly-executive",
  quarterly: "quarterly-roadmap",
  annual: "annual-strategy",
} as const;
export type Rhythm = keyof typeof TEMPLATES;

/** A cadence of Loyalty from its template; `changes`: what of it is otherwise, as in a set-up file. */
export function cadence(rhythm: Rhythm, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { key: rhythm, program: "loyalty", template: TEMPLATES[rhythm], ...changes };
}

export type CompanyOptions = Pick<RunOptions, "people" | "programs" | "channels" | "groups" | "start"> & {
  cadences?: (Rhythm | Record<string, unknown>)[];
};

/** The product as it comes, in this company, with Loyalty and these cadences set up. Ends with the test. */
export async function aCompany({ cadences = [], ...options }: CompanyOptions = {}): Promise<Run> {
  const run = await aRun({
    people: PEOPLE,
    programs: [LOYALTY],
    ...options,
    cadences: cadences.map((given) => (typeof given === "string" ? cadence(given) : given)),
    isTogether: true,
    hasNewHours: true,
  });
  await run.db.updateTable("person").set({ is_admin: 1 }).where("handle", "=", "ada").execute();
  return run;
}
