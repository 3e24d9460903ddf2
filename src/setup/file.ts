/** The part of a scenario file that the product itself reads: `drumbeat setup --file FILE`. Handles are still strings. */
import { z } from "zod";
import { audienceSchema, readersSchema, resolveAudience, sourceOf } from "../cadences/audience/audience.ts";
import { questionsSchema } from "../cadences/questions/questions.ts";
import { retiredBy } from "../cadences/questions/rules-retired.ts";
import { exactly, says } from "../cadences/recurrence/problems.ts";
import { writtenRuleSchema } from "../cadences/recurrence/rule.ts";
import { TEMPLATE_IDS, templateById } from "../cadences/templates.ts";
import { isCurrency, labelOf, labelProblem, MOST_MONEY } from "../programs/profile/rules.ts";
import { profileTexts } from "../programs/profile/texts.ts";
import { isShortKey } from "../programs/rules-keys.ts";
import { LONGEST_TITLE } from "../programs/rules-program.ts";
import type { SeatRole } from "../programs/table.ts";

const MOST_PILOT_ROUNDS = 100;

const text = z.string(says("a text")).min(1, "must not be empty");
const key = text.regex(
  /^[A-Za-z0-9][\w.-]{0,79}$/,
  "must be letters, digits, hyphens, dots and underscores, at most 80",
);
const handle = text;

const labelsSchema = z
  .record(z.string(), text, says('an object such as { "Department": "Retail" }'))
  .transform((named, context) => {
    const labels = Object.entries(named).map(([name, value]) => labelOf(name, value));
    const problem = labelProblem(labels);
    if (problem) context.addIssue({ code: "custom", message: profileTexts.en.wrongLabel[problem.why](problem.line) });
    return labels;
  });

const money = z
  .number(says("a number"))
  .nonnegative("must not be negative")
  .max(MOST_MONEY, `must be at most ${MOST_MONEY}`);

const budgetSchema = exactly({
  planned: money,
  spent: money.nullable().default(null),
  currency: text.refine(isCurrency, "must be the three letters of a currency, such as EUR"),
  asOf: z.iso.date("must be a date such as 2026-10-31"),
});

export const programSchema = exactly({
  key,
  /** Starts the codes of its items: `LOY`. Left out: as it is; of a new one, made from the title. */
  shortKey: text
    .refine(isShortKey, "must be 2 to 5 letters from A to Z, and not the code of a type of item")
    .optional(),
  title: text.max(LONGEST_TITLE, `must be at most ${LONGEST_TITLE} characters`),
  purpose: z.string().default(""),
  flagship: z.boolean().default(false),
  visibility: z.enum(["members", "workspace"]).default("members"),
  /** Name of the channel, without `#`. */
  channel: text.optional(),
  /** `{ "Department": "Retail" }`. Left out: as they are. */
  labels: labelsSchema.optional(),
  /** `asOf`: the day of which the numbers are. Left out: as it is; null: none. */
  budget: budgetSchema.nullish(),
  lead: handle,
  deputy: handle.optional(),
  sponsors: z.array(handle, says("a list")).default([]),
  steering: z.array(handle, says("a list")).default([]),
  team: z.array(handle, says("a list")).default([]),
});
export type SetupProgram = z.infer<typeof programSchema>;

/** Who of the audience is asked first, and for how many rounds; without a number, until the lead asks everybody. */
const pilotSchema = exactly({
  people: z
    .array(handle, says("a list"))
    .min(1, "must name someone")
    .refine((people) => new Set(people).size === people.length, "names someone twice"),
  rounds: z
    .int("must be a whole number of rounds")
    .min(1, "must be at least 1")
    .max(MOST_PILOT_ROUNDS, `must be at most ${MOST_PILOT_ROUNDS}`)
    .nullable()
    .default(null),
});

/** What the file leaves out comes from the template; with questions of one's own, from this product's habits. */
export const cadenceSchema = exactly({
  key,
  program: key,
  template: z.enum(TEMPLATE_IDS).optional(),
  questions: questionsSchema.optional(),
  rule: z.unknown().pipe(writtenRuleSchema).optional(),
  audience: audienceSchema.optional(),
  readers: readersSchema.optional(),
  disclosure: z.enum(["team", "lead", "executive"]).optional(),
  /** Nobody opts out. */
  required: z.boolean().optional(),
  pilot: pilotSchema.optional(),
}).transform((cadence, context) => {
  const { template: id, questions, rule, audience } = cadence;
  if (id !== undefined && questions) return refuse(context, "questions", "use a template or questions, not both");
  if (id !== undefined) {
    const template = templateById(id);
    return {
      key: cadence.key,
      program: cadence.program,
      template: id,
      questions: template.questions,
      retired: template.retired,
      rule: rule ?? template.rule,
      audience: audience ?? template.audience,
      readers: cadence.readers ?? template.readers,
      disclosure: cadence.disclosure ?? template.disclosure,
      isRequired: cadence.required ?? false,
      pilot: cadence.pilot ?? null,
    };
  }
  if (!questions) return refuse(context, "template", "use a template or questions");
  for (const [place, question] of questions.entries()) {
    const retired = retiredBy(question);
    if (retired !== null) return refuse(context, ["questions", place, retired], ASKED_NO_MORE[retired]);
  }
  if (!rule) return refuse(context, "rule", "a cadence with questions of its own needs a rule");
  if (!audience) return refuse(context, "audience", "a cadence with questions of its own needs an audience");
  return {
    key: cadence.key,
    program: cadence.program,
    template: null,
    questions,
    retired: [],
    rule,
    audience,
    readers: cadence.readers ?? ["lead", "team"],
    disclosure: cadence.disclosure ?? ("team" as const),
    isRequired: cadence.required ?? false,
    pilot: cadence.pilot ?? null,
  };
});
/**
 * A cadence with everything said: its own words, else its template's. `retired`: keys that its template had, which scenarios
 * of before answer.
 */
export type SetupCadence = z.infer<typeof cadenceSchema>;

/** What only the sandbox reads: a whole scenario is a set-up file too, and a misspelt key is still found. */
const leftToTheSandbox = {
  name: z.unknown().optional(),
  source: z.unknown().optional(),
  locale: z.unknown().optional(),
  start: z.unknown().optional(),
  end: z.unknown().optional(),
  people: z.unknown().optional(),
  channels: z.unknown().optional(),
  groups: z.unknown().optional(),
  events: z.unknown().optional(),
};

/** Shape: `{ programs, cadences }`. Each problem has its path; what one entry says of another is checked at the end. */
export const setupFileSchema = exactly({
  programs: z.array(programSchema, says("a list")),
  cadences: z.array(cadenceSchema, says("a list")),
  ...leftToTheSandbox,
})
  .transform(({ programs, cadences }) => ({ programs, cadences }))
  .superRefine((file, context) => {
    for (const problem of setupProblems([...file.programs.entries()], [...file.cadences.entries()]))
      context.addIssue({ code: "custom", ...problem });
  });
export type SetupFile = z.infer<typeof setupFileSchema>;

export interface Problem {
  path: (string | number)[];
  message: string;
}

/** What does not fit between entries that are each well formed, given with their places in the file. */
export function setupProblems(
  programs: readonly (readonly [number, SetupProgram])[],
  cadences: readonly (readonly [number, SetupCadence])[],
): Problem[] {
  const byKey = new Map(programs.map(([, program]) => [program.key, program]));
  return [
    ...repeated("programs", "key", programs),
    ...repeated("programs", "shortKey", programs),
    ...repeated("cadences", "key", cadences),
    ...cadences.flatMap(([index, cadence]): Problem[] => {
      const program = byKey.get(cadence.program);
      if (!program) return [{ path: ["cadences", index, "program"], message: `there’s no program ${cadence.program}` }];
      // Who is in a channel or group is known to Slack alone.
      if (cadence.audience.some(sourceOf)) return [];
      const asked = resolveAudience(cadence.audience, seatsOf(program));
      if (asked.length > 0)
        return (cadence.pilot?.people ?? []).flatMap((person, place) =>
          asked.includes(person)
            ? []
            : [
                {
                  path: ["cadences", index, "pilot", "people", place],
                  message: `${person} is not in the audience of ${cadence.key}`,
                },
              ],
        );
      const bodies = cadence.audience.join(", ");
      return [
        { path: ["cadences", index, "audience"], message: `no one to ask: ${program.key} has no one as ${bodies}` },
      ];
    }),
  ];
}

/** Who sits where, in handles. */
export function seatsOf(program: SetupProgram): { role: SeatRole; person: string }[] {
  const seats = (role: SeatRole, people: string[]) => people.map((person) => ({ role, person }));
  return [
    ...seats("lead", [program.lead]),
    ...seats("deputy", program.deputy === undefined ? [] : [program.deputy]),
    ...seats("sponsor", program.sponsors),
    ...seats("steering", program.steering),
    ...seats("team", program.team),
  ];
}

function repeated<Field extends "key" | "shortKey">(
  list: string,
  field: Field,
  entries: readonly (readonly [number, { [Name in Field]?: string | undefined }])[],
): Problem[] {
  const keys = entries.map(([, entry]) => entry[field]);
  return entries
    .filter(([, { [field]: key }], position) => key !== undefined && keys.indexOf(key) < position)
    .map(([index, entry]) => ({ path: [list, index, field], message: `the key ${entry[field]} is used twice` }));
}

const ASKED_NO_MORE = {
  feeds: "asks how people feel, which Drumbeat never does: leave the question out, or ask what blocks the work",
  label: "asks what people think of others, which Drumbeat never does: leave the question out, or ask what’s needed",
};

function refuse(context: z.RefinementCtx, field: string | (string | number)[], message: string): typeof z.NEVER {
  context.addIssue({ code: "custom", path: [field].flat(), message });
  return z.NEVER;
}
