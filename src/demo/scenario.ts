/** The scenario file: who is there and what they do when. The format is described in docs/scenarios.md. */
import { z } from "zod";
import type { Answers } from "../cadences/questions/questions.ts";
import { FEWEST_MINUTES, MOST_MINUTES } from "../meetings/agenda.ts";
import { REPEATS } from "../meetings/rules.ts";
import type { Instant } from "../platform/clock.ts";
import { mustBe, strictObject } from "../platform/texts/input-problems.ts";
import { isLocale } from "../platform/texts/language.ts";
import { isZone } from "../platform/time.ts";
import {
  APPROACH,
  INTERESTS,
  MOST_POINTS,
  POWERS,
  STANCES,
} from "../register/types/actions-milestones-stakeholders.ts";
import { GIVEN } from "../register/types/decisions-and-requests.ts";
import { DIRECTIONS, LAST_KNOWN_ON, MEASURE_RHYTHMS, MOST_MEASURES, MOST_WAYPOINTS } from "../register/types/goals.ts";
import { cadenceSchema, portfolioSchema, programSchema } from "../setup/setup-file.ts";
import { CASE_SECTIONS } from "../sponsorship/case-texts.ts";
import { CRITERIA } from "../sponsorship/scores.ts";
import { ANSWERS } from "../sponsorship/sponsor-request.ts";
import type { ItemWords } from "./scenario-answers.ts";

export const text = z.string(mustBe("a text")).min(1, "must not be empty");
export const instant = z.iso
  .datetime({ offset: true, ...mustBe("an instant such as 2026-09-07T09:30:00Z") })
  .transform((text): Instant => new Date(text).toISOString());
export const localDate = z.iso.date(mustBe("a date such as 2026-09-07"));
const timeOfDay = z.iso.time({ precision: -1, ...mustBe("a time such as 10:00") });
const handle = text;

export const personSchema = strictObject({
  handle,
  name: text,
  tz: text.refine(isZone, "must be a time zone such as Europe/Paris"),
  locale: text.refine(isLocale, "must be a language such as fr-FR"),
  isBot: z.boolean().default(false),
  isDeactivated: z.boolean().default(false),
  affiliation: z.enum(["guest", "single-channel-guest", "external", "other-workspace"]).optional(),
});
export type ScenarioPerson = z.infer<typeof personSchema>;

/** A channel that exists besides those the sandbox makes for programs. */
export const channelSchema = strictObject({
  /** Without `#`. */
  name: text.regex(/^[a-z0-9][a-z0-9_-]{0,79}$/, "must be lower-case letters, digits, hyphens and underscores"),
  isPrivate: z.boolean().default(false),
  members: z.array(handle, mustBe("a list")).default([]),
});
export type ScenarioChannel = z.infer<typeof channelSchema>;

/** A user group of Slack. */
export const groupSchema = strictObject({
  /** Without `@`. */
  handle: text.regex(/^[a-z0-9][a-z0-9._-]{0,20}$/, "must be lower-case letters, digits, dots, hyphens, underscores"),
  name: text,
  members: z.array(handle, mustBe("a list")).default([]),
});
export type ScenarioGroup = z.infer<typeof groupSchema>;

export const who = { at: instant, by: handle };
/** What the form of a request takes. */
export const completion = {
  question: text.optional(),
  decider: handle.optional(),
  // The first line of an option is what its button says, the rest what it means.
  options: z.array(text, mustBe("a list")).min(1, "needs an option").max(3, "must have three options at most"),
  nothing: text.optional(),
  // The number of an option; 0: to do nothing.
  recommended: z.int(mustBe("the number of an option")).min(0, "must be the number of an option, or 0"),
  why: text.optional(),
  neededBy: localDate,
  costOfWaiting: text,
};
/** A request of a program by its code within it, `REQ-4`. */
const aRequest = { program: text, request: text.regex(/^REQ-\d+$/, "must be a code such as REQ-4") };
/** Of a line in *My people*; `person` is in Slack, `outside` who somebody outside is. */
const stakeholder = {
  person: handle.optional(),
  outside: text.optional(),
  power: z.enum(POWERS),
  interest: z.enum(INTERESTS),
  stance: z.enum(STANCES).default("not-asked"),
  stanceWords: text.optional(),
  stanceOn: localDate.optional(),
  // Who keeps the contact; left out: whoever enters it.
  keeper: handle.optional(),
  next: localDate.optional(),
};
const presence = {
  program: text,
  title: text,
  owner: handle,
  on: localDate,
  time: timeOfDay.optional(),
  zone: text.refine(isZone, "must be a time zone such as Europe/Paris").optional(),
  place: text.optional(),
  sentences: z.array(text, mustBe("a list")).max(MOST_POINTS, `must have ${MOST_POINTS} sentences at most`).default([]),
};
/** A milestone of a program by its code within it, `M-1`. */
const aMilestone = { program: text, milestone: text.regex(/^M-\d+$/, "must be a code such as M-1") };
const milestones = {
  // Whose it is; left out: of whoever adds it.
  add: { do: z.literal("add-milestone"), program: text, title: text, on: localDate, owner: handle.optional() },
  move: { do: z.literal("move-milestone"), ...aMilestone, to: localDate, why: text },
  // Left out: today.
  reach: { do: z.literal("reach-milestone"), ...aMilestone, on: localDate.optional() },
} as const;
/** Of a measure by its title, what it came to by day, in the language of its owner. */
const numbers = z.record(text, z.record(localDate, text, mustBe("numbers by day")), mustBe("numbers by title"));
export type Numbers = z.infer<typeof numbers>;
export const goals = {
  addMeasure: {
    do: z.literal("add-measure"),
    // Or a portfolio.
    program: text,
    title: text,
    // Whose it is; left out: of whoever adds it.
    owner: handle.optional(),
    unit: text.optional(),
    direction: z.enum(DIRECTIONS).optional(),
    // As they type it.
    baseline: text,
    baselineOn: localDate,
    target: text,
    // By when the target is to be reached.
    on: localDate,
    rhythm: z.enum(MEASURE_RHYTHMS).optional(),
    knownOn: z.int(mustBe("a working day")).min(1).max(LAST_KNOWN_ON).optional(),
    waypoints: z
      .record(localDate, text, mustBe("numbers by day"))
      .refine((days) => Object.keys(days).length <= MOST_WAYPOINTS, `must have ${MOST_WAYPOINTS} waypoints at most`)
      .optional(),
  },
  addObjective: {
    do: z.literal("add-objective"),
    // Or a portfolio.
    program: text,
    title: text,
    year: z.int(mustBe("a year")),
    why: text.optional(),
    // By their titles.
    measures: z
      .array(text, mustBe("a list"))
      .min(1, "needs a measure")
      .max(MOST_MEASURES, `must have ${MOST_MEASURES} measures at most`),
    // Those that serve it.
    programs: z.array(text, mustBe("a list")).default([]),
  },
  // Whatever `numbers` have for the day that is asked about; the rest is asked again on a day.
  enterNumbers: { do: z.literal("enter-numbers"), notYet: localDate.optional() },
  numbers,
} as const;
/** Done, thanks and contacts; `about`: words of the line that is meant. */
const sponsoring = {
  finishItem: { do: z.literal("finish-item"), about: text },
  sayGiven: { do: z.literal("say-given"), about: text, given: z.array(z.enum(GIVEN), mustBe("a list")) },
  thank: { do: z.literal("thank"), program: text, words: text },
  noteContact: { do: z.literal("note-contact"), program: text, with: text },
  engage: {
    do: z.literal("engage-stakeholder"),
    program: text,
    with: text,
    words: z.partialRecord(z.enum(APPROACH), text).default({}),
    together: z.array(text, mustBe("a list")).optional(),
    isAlly: z.literal(true).optional(),
  },
} as const;
/** The choice of a sponsor; `candidate`: as *My people* calls them. */
const choosing = {
  begin: {
    do: z.literal("begin-choice"),
    program: text,
    candidates: z.array(text, mustBe("a list")).min(1, "needs a candidate"),
    scorers: z.array(handle, mustBe("a list")).min(1, "needs somebody who scores"),
  },
  score: {
    do: z.literal("score-candidate"),
    program: text,
    candidate: text,
    scores: z.record(z.enum(CRITERIA), strictObject({ score: z.int(mustBe("1 to 5")).min(1).max(5), evidence: text })),
  },
  // Beside the sponsors of today, where the form would have them in somebody's place.
  ask: { do: z.literal("ask-to-sponsor"), program: text, candidate: text },
  answer: { do: z.literal("answer-to-sponsor"), answer: z.enum(ANSWERS) },
} as const;
/** Of the form that opens; left out: none does. */
const fields = z.record(z.string(), z.union([text, z.array(text)])).optional();
/** `role`: its name; `about`: who joins or leaves, or words above a button; `presses`: labels in `/drumbeat work`. */
const tracks = {
  nameHolders: { do: z.literal("name-holders"), program: text, role: text, holders: z.array(handle, mustBe("a list")) },
  start: { do: z.literal("start-track"), program: text, template: text, about: handle.optional() },
  finish: { do: z.literal("finish-step"), about: text, note: text.optional() },
  press: { do: z.literal("press"), label: text, about: text.optional(), fields },
  useWork: { do: z.literal("use-work"), presses: z.array(text), fields },
} as const;
/** Of a committee; what has no program is about the newest message that has the button. */
const meetings = {
  setDates: {
    do: z.literal("set-meeting-dates"),
    // Or a portfolio.
    program: text,
    first: localDate,
    repeats: z.enum(REPEATS),
    time: timeOfDay,
    place: text.optional(),
  },
  giveAgenda: { do: z.literal("give-agenda") },
  approveAgenda: { do: z.literal("approve-agenda") },
  addTopic: {
    do: z.literal("add-topic"),
    title: text,
    minutes: z.int(mustBe("a number of minutes")).min(FEWEST_MINUTES).max(MOST_MINUTES),
    // They come for this topic alone.
    guests: z.array(handle, mustBe("a list")).optional(),
  },
  record: {
    do: z.literal("record-meeting"),
    topics: z
      .array(
        strictObject({
          // Words of its heading.
          about: text,
          decided: text.optional(),
          // What, who, by when, as they type it.
          actions: z.array(text, mustBe("a list")).optional(),
        }),
        mustBe("a list"),
      )
      .min(1, "needs a topic"),
  },
  close: { do: z.literal("close-meeting"), present: z.array(handle, mustBe("a list")) },
  sendRecord: { do: z.literal("send-record") },
} as const;
export const acts = { milestones, sponsoring, tracks, meetings } as const;
const EVENTS = [
  strictObject({
    ...who,
    do: z.literal("answer"),
    cadence: text,
    answers: z.record(z.string(), z.unknown()).optional(),
    nothingToReport: z.literal(true).optional(),
  }),
  strictObject({ ...who, do: z.literal("skip"), cadence: text }),
  // Without `until`, the first choice that is offered.
  strictObject({ ...who, do: z.literal("snooze"), cadence: text, until: instant.optional() }),
  // From that day on, `until` included.
  strictObject({ ...who, do: z.literal("away"), until: localDate }),
  strictObject({ ...who, ...aRequest, do: z.literal("complete-request"), ...completion }),
  strictObject({ ...who, ...aRequest, do: z.literal("withdraw-request"), reason: text }),
  strictObject({ ...who, ...aRequest, do: z.literal("delegate-request"), to: handle, why: text }),
  // The option of a request, by what its button says, in the newest message that has one.
  strictObject({ ...who, do: z.literal("decide"), option: text }),
  strictObject({ ...who, ...sponsoring.sayGiven }),
  strictObject({ ...who, ...milestones.add }),
  strictObject({ ...who, ...milestones.move }),
  strictObject({ ...who, ...milestones.reach }),
  strictObject({ ...who, ...goals.addMeasure }),
  strictObject({ ...who, ...goals.addObjective }),
  strictObject({ ...who, ...goals.enterNumbers }),
  strictObject({ ...who, do: z.literal("add-presence"), ...presence }),
  strictObject({ ...who, ...sponsoring.finishItem }),
  strictObject({ ...who, ...sponsoring.thank }),
  strictObject({ ...who, do: z.literal("name-stakeholder"), program: text, ...stakeholder }),
  strictObject({ ...who, ...sponsoring.noteContact }),
  strictObject({ ...who, ...sponsoring.engage }),
  // What is left out stays as the form offers it.
  strictObject({
    ...who,
    do: z.literal("write-case"),
    program: text,
    section: z.enum(CASE_SECTIONS),
    text: text.optional(),
  }),
  strictObject({ ...who, do: z.literal("approve-case"), program: text }),
  strictObject({ ...who, ...choosing.begin }),
  strictObject({ ...who, ...choosing.score }),
  strictObject({ ...who, ...choosing.ask }),
  strictObject({ ...who, ...choosing.answer }),
  strictObject({ ...who, ...tracks.nameHolders }),
  strictObject({ ...who, ...tracks.start }),
  strictObject({ ...who, ...tracks.finish }),
  strictObject({ ...who, ...meetings.setDates }),
  strictObject({ ...who, ...meetings.giveAgenda }),
  strictObject({ ...who, ...meetings.approveAgenda }),
  strictObject({ ...who, ...meetings.addTopic }),
  strictObject({ ...who, ...meetings.record }),
  strictObject({ ...who, ...meetings.close }),
  strictObject({ ...who, ...meetings.sendRecord }),
  // Typed into the direct message with the app.
  strictObject({ ...who, do: z.literal("say"), text: text }),
  strictObject({
    ...who,
    do: z.literal("command"),
    text: text.startsWith("/", "must be a command such as /drumbeat"),
  }),
  strictObject({ ...who, ...tracks.press }),
  strictObject({ ...who, ...tracks.useWork }),
  // Leaves the company: the account is deactivated.
  strictObject({ ...who, do: z.literal("leave") }),
] as const;
const VERBS = EVENTS.map(({ shape }) => shape.do.value);
export const eventSchema = z.discriminatedUnion("do", EVENTS, {
  error: (issue) => (issue.code === "invalid_union" ? `must be one of ${VERBS.join(", ")}` : undefined),
});
/** As in the file, before its answers are checked against the questions. */
export type RawEvent = z.infer<typeof eventSchema>;

/** As in the file, with the answers read by their questions: a bare colour has become an object. */
export type ScenarioEvent =
  | Exclude<RawEvent, { do: "answer" }>
  | { at: Instant; by: string; do: "answer"; cadence: string; answers: Answers; items?: ItemWords }
  | { at: Instant; by: string; do: "answer"; cadence: string; nothingToReport: true };

/** What somebody does, without who and when. */
export type ActOf<Verb extends ScenarioEvent["do"]> = Omit<Extract<ScenarioEvent, { do: Verb }>, "at" | "by" | "do">;

export const scenarioSchema = strictObject({
  name: text,
  source: z.string().optional(),
  locale: text.refine(isLocale, "must be a language such as en"),
  /** The country or region whose public holidays are days off for those who live there; left out: none. */
  holidays: text.optional(),
  /** The Enterprise organisation that the workspace is part of. */
  enterprise: strictObject({ id: text, name: text }).optional(),
  start: instant,
  end: instant,
  people: z.array(personSchema, mustBe("a list")).min(1),
  programs: z.array(programSchema, mustBe("a list")),
  portfolios: z.array(portfolioSchema, mustBe("a list")).default([]),
  cadences: z.array(cadenceSchema, mustBe("a list")),
  channels: z.array(channelSchema, mustBe("a list")).default([]),
  groups: z.array(groupSchema, mustBe("a list")).default([]),
  /** Of days before a measure is added: entered as it is. Later ones fill in whoever owns it, where they are asked. */
  numbers: goals.numbers.default({}),
  events: z.array(eventSchema, mustBe("a list")),
});

/** `locale` is the workspace's: of what is posted to channels. Events are in order of time, then of the file. */
export type Scenario = Omit<z.infer<typeof scenarioSchema>, "events"> & { events: ScenarioEvent[] };
