/** A track as it is written down: its steps, who does each, who answers for it, what it comes after. Pure. */
import { z } from "zod";
import { mustBe, problem, strictObject, wholeNumber } from "../platform/texts/input-problems.ts";
import type { Language } from "../platform/texts/language.ts";

/** The only version that is read. */
export const TEMPLATE_VERSION = 1;
const ONE_VERSION = { en: "1, the only version known here", fr: "1, la seule version connue ici" };
export const MOST_STEPS = 60;
/** The key of a track in which one role asks another for something. */
export const HAND_OFF = "hand-off";
export const LONGEST_TERM = 260;

/** Who a step may name beside the working roles of its template. */
export const SEAT_ROLES = ["lead", "deputy", "sponsor", "team"] as const;
/** In a track about somebody who joins or leaves: that person. */
export const PERSON_ROLES = ["newcomer", "leaver"] as const;
/** In a template with an intake: who asks for the work. */
export const REQUESTER = "requester";

const A_TEXT = { en: "a text, or one in each language: { en, fr }", fr: "un texte, ou un par langue : { en, fr }" };
export const LONGEST_WORDS = 300;
const words = z.string(mustBe(A_TEXT)).trim().min(1, mustBe(A_TEXT)).max(LONGEST_WORDS, mustBe(A_TEXT));
export const bothLanguages = z.union(
  [words.transform((text): Both => ({ en: text, fr: text })), strictObject({ en: words, fr: words })],
  mustBe(A_TEXT),
);
export type Both = Record<Language, string>;

const AN_ADDRESS = {
  en: "an address that begins with https://, or one in each language: { en, fr }",
  fr: "une adresse qui commence par https://, ou une par langue : { en, fr }",
};
const address = z.string(mustBe(AN_ADDRESS)).max(2000, mustBe(AN_ADDRESS));
const addressInBoth = z.union(
  [address.transform((one): Both => ({ en: one, fr: one })), strictObject({ en: address, fr: address })],
  mustBe(AN_ADDRESS),
);

export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/u.test(text) && URL.canParse(text);
}

export const LONGEST_KEY = 40;
const A_KEY = mustBe({
  en: `letters, digits and hyphens, at most ${LONGEST_KEY}`,
  fr: `fait de lettres, chiffres et traits d’union, ${LONGEST_KEY} au plus`,
});
const key = z
  .string(A_KEY)
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, A_KEY)
  .max(LONGEST_KEY, A_KEY);

const waitSchema = z.union(
  [
    /** The step begins on this day at the earliest. */
    z.strictObject({ until: z.iso.date() }),
    /** So many working days after a step is done. */
    z.strictObject({ workingDays: z.int().min(1).max(LONGEST_TERM), afterStep: key }),
    /** So many working days before the date of the milestone that the track leads to. */
    z.strictObject({ workingDays: z.int().min(1).max(LONGEST_TERM), before: z.literal("milestone") }),
  ],
  mustBe({
    en: '{ until }, { workingDays, afterStep } or { workingDays, before: "milestone" }',
    fr: '{ until }, { workingDays, afterStep } ou { workingDays, before: "milestone" }',
  }),
);

const SOME_STEPS = mustBe({ en: `a list of 1 to ${MOST_STEPS} steps`, fr: `une liste de 1 à ${MOST_STEPS} étapes` });
const A_LIST = mustBe({ en: "a list", fr: "une liste" });

/**
 * What Drumbeat puts in the message of a step. The first task of somebody who joins is one of each role that they hold; of a
 * track about somebody those are left out that they cannot do: a report that they may not read, check-ins that do not ask them.
 */
const BRINGS = ["page", "report", "people", "check-ins", "items", "first-task"] as const;

/**
 * Of a work request: whether it is complete and wanted; in which order it is done, from which follows what is pressed; and with
 * which step it is there, for whose last day it is needed.
 */
const STAGES = ["validation", "prioritisation", "delivery"] as const;

function oneOf(values: readonly string[]) {
  return mustBe({ en: `one of ${values.join(", ")}`, fr: `parmi ${values.join(", ")}` });
}

const stepSchema = strictObject({
  key,
  title: bothLanguages,
  /** Who does it: a working role, a seat, or the person whom the track is about. */
  role: key,
  /** The one who answers for it, and approves a gate. */
  accountable: key,
  consulted: z.array(key, A_LIST).default([]),
  informed: z.array(key, A_LIST).default([]),
  /** Steps that are done before; a list in the list: any one of these. */
  after: z.array(z.union([key.transform((one) => [one]), z.array(key).min(1)]), A_LIST).default([]),
  wait: waitSchema.optional(),
  /** Working days from when it can begin. */
  term: wholeNumber(1, LONGEST_TERM),
  /** What is true when it is done. */
  checks: z.array(bothLanguages, A_LIST).max(10).default([]),
  /** Nothing after it begins before whoever is accountable has approved it. */
  gate: z.boolean().default(false),
  /** Where whoever does it reads how. */
  link: addressInBoth.optional(),
  /** What whoever comes next needs in hand. */
  inHand: bothLanguages.optional(),
  brings: z.enum(BRINGS, oneOf(BRINGS)).optional(),
  stage: z.enum(STAGES, oneOf(STAGES)).optional(),
});
export type Step = z.infer<typeof stepSchema>;

export const MOST_FIELDS = 12;
const FIELD_KINDS = ["line", "text", "date", "choice"] as const;

const fieldSchema = strictObject({
  key,
  label: bothLanguages,
  kind: z.enum(FIELD_KINDS, oneOf(FIELD_KINDS)),
  /** Of a choice. */
  options: z.array(bothLanguages, A_LIST).max(20).default([]),
  isRequired: z.boolean().default(false),
  /** Stands beside the request in the list that its lead orders. */
  isWeighed: z.boolean().default(false),
});
export type IntakeField = z.infer<typeof fieldSchema>;

/** What is asked of whoever asks for the work. The first line is its title, the first date the day by which it is needed. */
const intakeSchema = strictObject({ fields: z.array(fieldSchema, A_LIST).min(1).max(MOST_FIELDS) });

/** As it is kept. What was checked when it came in is not checked again: an erasure puts other words into it. */
export const keptTemplateSchema = strictObject({
  version: z.literal(TEMPLATE_VERSION, mustBe(ONE_VERSION)),
  key,
  name: bothLanguages,
  purpose: bothLanguages,
  /** Working roles by their keys. */
  roles: z.array(key, A_LIST).max(20).default([]),
  /** It is about one person, who joins or leaves. */
  isAboutPerson: z.boolean().default(false),
  /** With it, it is a type of work request. */
  intake: intakeSchema.optional(),
  steps: z.array(stepSchema, A_LIST).min(1, SOME_STEPS).max(MOST_STEPS, SOME_STEPS),
});
export type TrackTemplate = z.infer<typeof keptTemplateSchema>;

/** As a file or a running track has it; each problem at its place. */
export const trackTemplateSchema = keptTemplateSchema.superRefine((template, context) => {
  const { steps, roles, isAboutPerson, intake } = template;
  let isWrong = false;
  const add: AddProblem = (path, en, fr) => {
    isWrong = true;
    context.addIssue({ code: "custom", path, message: problem({ en, fr }) });
  };

  const beside = [...(isAboutPerson ? PERSON_ROLES : []), ...(intake ? [REQUESTER] : [])];
  const roleKeys = new Set<string>([...roles, ...SEAT_ROLES, ...beside]);
  if (intake) checkIntake(intake.fields, add);

  for (const [index, step] of steps.entries()) {
    const addAt: AddAtField = (field, en, fr) => add(["steps", index, field], en, fr);
    const { key: name, stage } = step;
    if (steps.findLastIndex((other) => other.key === name) !== index) addAt("key", "is there twice", "est en double");
    if (stage && (!intake || steps.findLastIndex((other) => other.stage === stage) !== index))
      addAt("stage", "is of one step of a work request", "est celle d’une seule étape d’une demande de travaux");
    checkRoles(step, roleKeys, addAt);
    if (step.link && !Object.values(step.link).every(isAddress))
      addAt("link", `must be ${AN_ADDRESS.en}`, `doit être ${AN_ADDRESS.fr}`);
    for (const needed of groupsOf(step).flat())
      if (!steps.some((other) => other.key === needed))
        addAt("after", `names no step: ${needed}`, `ne nomme aucune étape : ${needed}`);
  }

  const stuck = isWrong ? [] : neverReady(steps);
  const [first] = stuck;
  if (first) {
    const keys = stuck.map((step) => step.key).join(", ");
    const place = steps.indexOf(first);
    add(["steps", place, "after"], `waits for itself, by way of ${keys}`, `s’attend elle-même, par ${keys}`);
  }
});

type AddProblem = (path: (string | number)[], en: string, fr: string) => void;
type AddAtField = (field: string, en: string, fr: string) => void;

function checkIntake(fields: readonly IntakeField[], add: AddProblem): void {
  for (const [index, { key: name }] of fields.entries())
    if (fields.findIndex((other) => other.key === name) !== index)
      add(["intake", "fields", index, "key"], "is there twice", "est en double");
  if (!fields.some(({ kind, isRequired }) => kind === "line" && isRequired))
    add(["intake", "fields"], "need a required line, the title", "doivent avoir une ligne requise, le titre");
}

function checkRoles(step: Step, roleKeys: ReadonlySet<string>, addAt: AddAtField): void {
  const { role, accountable, consulted, informed } = step;
  const who = { role: [role], accountable: [accountable], consulted, informed };
  for (const [field, keys] of Object.entries(who))
    for (const named of keys)
      if (!roleKeys.has(named))
        addAt(field, `names no role of this track: ${named}`, `ne nomme aucun rôle du plan de travail : ${named}`);
  if (step.gate && accountable === role)
    addAt(
      "accountable",
      "must be somebody else than does the step: it is a gate",
      "doit être une autre personne que celle qui fait l’étape : elle s’approuve",
    );
}

/** What a step waits for of the others; the groups hold all, of each group one is enough. */
export function groupsOf({ after, wait }: Pick<Step, "after" | "wait">): string[][] {
  return wait && "afterStep" in wait ? [...after, [wait.afterStep]] : after;
}

/** Whether a step of it waits until so many days before a milestone. */
export function waitsForMilestone({ steps }: Pick<TrackTemplate, "steps">): boolean {
  return steps.some(({ wait }) => wait && "before" in wait);
}

/** Whether nothing that it comes after is still to be done. Waits until a day are another matter. */
export function isReady(step: Pick<Step, "after" | "wait">, done: ReadonlySet<string>): boolean {
  return groupsOf(step).every((group) => group.some((one) => done.has(one)));
}

/** Those that can never begin, since they wait for each other. */
export function neverReady<Of extends Pick<Step, "key" | "after" | "wait">>(steps: readonly Of[]): Of[] {
  const done = new Set<string>();
  let left = [...steps];
  for (;;) {
    const ready = left.filter((step) => isReady(step, done));
    if (ready.length === 0) return left;
    for (const { key: name } of ready) done.add(name);
    left = left.filter(({ key: name }) => !done.has(name));
  }
}
