/** Schema of `drumbeat setup --file FILE`, also a part of scenario files. People are handles. */

import { z } from "zod";
import { audienceSchema, readersSchema, resolveAudience, sourceOf } from "../cadences/audience/audience.ts";
import {
  isAskedEvery,
  isAskedIn,
  QUARTER_ALONE,
  questionsSchema,
  WORKSHOP_ALONE,
} from "../cadences/questions/questions.ts";
import { writtenRuleSchema } from "../cadences/recurrence/rule.ts";
import { getTemplate, isWorkshop, TEMPLATE_IDS } from "../cadences/templates.ts";
import { ANSWER_DISCLOSURES } from "../people/disclosure.ts";
import { mustBe, problem, schemaError, strictObject, type Words } from "../platform/texts/input-problems.ts";
import { isShortKey } from "../programs/keys.ts";
import { labelOf, labelTexts, readLabels, wrongLabel } from "../programs/labels.ts";
import { LONGEST_TITLE } from "../programs/programs.ts";
import type { SeatRole } from "../programs/table.ts";

const MOST_PILOT_ROUNDS = 100;

const A_LIST = { en: "a list", fr: "une liste" };
const text = z
  .string(mustBe({ en: "a text", fr: "un texte" }))
  .min(1, schemaError({ en: "must not be empty", fr: "ne doit pas être vide" }));
const key = text.regex(
  /^[A-Za-z0-9][\w.-]{0,79}$/,
  mustBe({
    en: "letters, digits, hyphens, dots and underscores, at most 80",
    fr: "fait de lettres, chiffres, traits d’union, points et tirets bas, 80 au plus",
  }),
);
const handle = text;

const people = z
  .array(handle, mustBe(A_LIST))
  .refine(
    (handles) => new Set(handles).size === handles.length,
    schemaError({ en: "names someone twice", fr: "nomme quelqu’un deux fois" }),
  );
const somePeople = people.min(1, schemaError({ en: "must name someone", fr: "doit nommer quelqu’un" }));

/** `Department: Retail` */
const labelSchema = text.transform((typed, context) => {
  const read = readLabels(typed);
  const [label] = "labels" in read ? read.labels : [];
  if (label) return label;
  context.addIssue({
    code: "custom",
    message: problem({
      en: "must be a label such as Department: Retail",
      fr: "doit être une étiquette comme Direction: Magasins",
    }),
  });
  return z.NEVER;
});

const labelsSchema = z
  .record(
    z.string(),
    text,
    mustBe({ en: 'an object such as { "Department": "Retail" }', fr: 'un objet comme { "Direction": "Magasins" }' }),
  )
  .transform((named, context) => {
    const labels = Object.entries(named).map(([name, value]) => labelOf(name, value));
    const wrong = wrongLabel(labels);
    const { en, fr } = labelTexts;
    if (wrong !== null)
      context.addIssue({ code: "custom", message: problem({ en: en.wrong(wrong), fr: fr.wrong(wrong) }) });
    return labels;
  });

const named = {
  key,
  /** Prefix of its items' codes: `LOY`. Default: unchanged, or made from the title. */
  shortKey: text
    .refine(
      isShortKey,
      mustBe({
        en: "2 to 5 letters from A to Z, and not the code of a type of item",
        fr: "fait de 2 à 5 lettres de A à Z, et non le code d’un type d’élément",
      }),
    )
    .optional(),
  title: text.max(
    LONGEST_TITLE,
    mustBe({ en: `at most ${LONGEST_TITLE} characters`, fr: `long de ${LONGEST_TITLE} caractères au plus` }),
  ),
};

/** Of a committee, whose members are another list. */
const committee = {
  secretary: handle.optional(),
  /** One of its members. Default: the one who has sat longest. */
  chair: handle.optional(),
  /** How many of its members have to be present at a meeting. */
  quorum: z
    .int(mustBe({ en: "a whole number of people", fr: "un nombre entier de personnes" }))
    .min(1, mustBe({ en: "at least 1", fr: "au moins 1" }))
    .optional(),
};

export const programSchema = strictObject({
  ...named,
  purpose: z.string().default(""),
  flagship: z.boolean().default(false),
  visibility: z.enum(["members", "workspace"]).default("members"),
  /** Channel name without `#`. */
  channel: text.optional(),
  /** `{ "Department": "Retail" }`. Default: unchanged. */
  labels: labelsSchema.optional(),
  lead: handle,
  deputy: handle.optional(),
  sponsors: people.default([]),
  steering: people.default([]),
  ...committee,
  team: people.default([]),
}).superRefine((program, context) => {
  refuseWrongCommittee(program, { list: "steering", members: program.steering, context });
});
export type SetupProgram = z.infer<typeof programSchema>;

/** A portfolio of the programs with a label, or of all. */
export const portfolioSchema = strictObject({
  ...named,
  covers: labelSchema.optional(),
  members: somePeople,
  ...committee,
  labels: z
    .never(
      schemaError({
        en: "a portfolio has none: it covers programs, and no portfolio covers it",
        fr: "un portefeuille n’en a pas\u00a0: il couvre des programmes, et aucun portefeuille ne le couvre",
      }),
    )
    .optional(),
})
  .superRefine((portfolio, context) => {
    refuseWrongCommittee(portfolio, { list: "members", members: portfolio.members, context });
  })
  .transform(({ labels: _, ...portfolio }) => portfolio);
export type SetupPortfolio = z.infer<typeof portfolioSchema>;

/** `list`: its key in the file. */
function refuseWrongCommittee(
  { chair, quorum }: { chair?: string | undefined; quorum?: number | undefined },
  { list, members, context }: { list: string; members: readonly string[]; context: z.RefinementCtx },
): void {
  if (chair !== undefined && !members.includes(chair))
    refuse(context, "chair", { en: `${chair} is not in ${list}`, fr: `${chair} n’est pas dans ${list}` });
  if (quorum !== undefined && quorum > members.length)
    refuse(context, "quorum", {
      en: `must be at most ${members.length}, as many as are in ${list}`,
      fr: `doit être ${members.length} au plus\u00a0: il n’y a pas davantage de personnes dans ${list}`,
    });
}

/** A pilot; without `rounds`, until the lead ends it. */
const pilotSchema = strictObject({
  people: somePeople,
  rounds: z
    .int(schemaError({ en: "must be a whole number of rounds", fr: "doit être un nombre entier de points d’étape" }))
    .min(1, mustBe({ en: "at least 1", fr: "au moins 1" }))
    .max(MOST_PILOT_ROUNDS, mustBe({ en: `at most ${MOST_PILOT_ROUNDS}`, fr: `au plus ${MOST_PILOT_ROUNDS}` }))
    .nullable()
    .default(null),
});

/** Absent members come from the template or, without one, from defaults. */
export const cadenceSchema = strictObject({
  key,
  program: key,
  template: z.enum(TEMPLATE_IDS).optional(),
  questions: questionsSchema.optional(),
  rule: z.unknown().pipe(writtenRuleSchema).optional(),
  audience: audienceSchema.optional(),
  readers: readersSchema.optional(),
  disclosure: z.enum(ANSWER_DISCLOSURES).optional(),
  /** True: nobody may opt out. */
  required: z.boolean().optional(),
  pilot: pilotSchema.optional(),
}).transform(({ template: id, required = false, pilot = null, ...written }, context) => {
  if ((id === undefined) === (written.questions === undefined))
    return refuse(context, id === undefined ? "template" : "questions", {
      en: "use a template or questions, not both",
      fr: "indiquez un modèle (template) ou des questions, pas les deux",
    });
  const template = id === undefined ? null : getTemplate(id);
  const questions = written.questions ?? template?.questions;
  const rule = written.rule ?? template?.rule;
  const audience = written.audience ?? template?.audience;
  if (!questions || !rule || !audience)
    return refuse(context, rule ? "audience" : "rule", {
      en: "a cadence with questions of its own needs a rule and an audience",
      fr: "un point d’étape qui a ses propres questions a besoin d’une règle (rule) et de destinataires (audience)",
    });
  if (!questions.every((question) => isAskedEvery(rule.every, question)))
    return refuse(context, written.questions ? "questions" : "rule", QUARTER_ALONE);
  if (!questions.every((question) => isAskedIn(template !== null && isWorkshop({ template: template.id }), question)))
    return refuse(context, "questions", WORKSHOP_ALONE);
  if (template !== null && isWorkshop({ template: template.id }) && rule.every !== "year")
    return refuse(context, "rule", {
      en: "the annual workshop has a date each year",
      fr: "l’atelier annuel a une date chaque année",
    });
  return {
    key: written.key,
    program: written.program,
    template: id ?? null,
    questions,
    rule,
    audience,
    readers: written.readers ?? template?.readers ?? ["lead", "team"],
    disclosure: written.disclosure ?? template?.disclosure ?? ("team" as const),
    isRequired: required,
    pilot,
  };
});
/** A cadence with its template's values filled in. */
export type SetupCadence = z.infer<typeof cadenceSchema>;

/** A member of the office for programs with a label, `Department: Retail`, or for all. */
const officeSchema = strictObject({
  person: handle,
  label: labelSchema.optional(),
});
export type SetupOffice = z.infer<typeof officeSchema>;

/** Keys of scenarios that only the sandbox reads; other unknown keys are problems. */
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

/** Shape: `{ programs, portfolios, cadences, offices }`. Problems have paths; references between entries are checked last. */
export const setupFileSchema = strictObject({
  programs: z.array(programSchema, mustBe(A_LIST)),
  portfolios: z.array(portfolioSchema, mustBe(A_LIST)).default([]),
  cadences: z.array(cadenceSchema, mustBe(A_LIST)).default([]),
  offices: z.array(officeSchema, mustBe(A_LIST)).default([]),
  ...leftToTheSandbox,
})
  .transform(({ programs, portfolios, cadences, offices }) => ({ programs, portfolios, cadences, offices }))
  .superRefine((file, context) => {
    const problems = setupProblems({
      programs: [...file.programs.entries()],
      portfolios: [...file.portfolios.entries()],
      cadences: [...file.cadences.entries()],
    });
    for (const problem of problems) context.addIssue({ code: "custom", ...problem });
  });
export type SetupFile = z.infer<typeof setupFileSchema>;

export interface Problem {
  path: (string | number)[];
  message: string;
}

type Entries<Entry> = readonly (readonly [index: number, entry: Entry])[];

/** Problems between valid entries, given with their indices. */
export function setupProblems({
  programs,
  portfolios,
  cadences,
}: {
  programs: Entries<SetupProgram>;
  portfolios: Entries<SetupPortfolio>;
  cadences: Entries<SetupCadence>;
}): Problem[] {
  const seatsByKey = new Map([
    ...programs.map(([, program]) => [program.key, seatsOf(program)] as const),
    ...portfolios.map(([, portfolio]) => [portfolio.key, seatsOfPortfolio(portfolio)] as const),
  ]);
  const portfolioKeys = new Set(portfolios.map(([, portfolio]) => portfolio.key));
  const places = [...inList("programs", programs), ...inList("portfolios", portfolios)];
  return [
    ...repeated("key", places),
    ...repeated("shortKey", places),
    ...repeated("key", inList("cadences", cadences)),
    ...cadences.flatMap(([index, cadence]): Problem[] => {
      const seats = seatsByKey.get(cadence.program);
      if (portfolioKeys.has(cadence.program) && !isWorkshop(cadence))
        return [
          {
            path: ["cadences", index, "program"],
            message: problem({
              en: `${cadence.program} is a portfolio, which has no check-ins but the annual workshop`,
              fr: `${cadence.program} est un portefeuille, qui n’a pas de points d’étape hormis l’atelier annuel`,
            }),
          },
        ];
      if (!seats)
        return [
          {
            path: ["cadences", index, "program"],
            message: problem({
              en: `there’s no program ${cadence.program}`,
              fr: `il n’y a pas de programme ${cadence.program}`,
            }),
          },
        ];
      // Only Slack knows the members of a channel or group.
      if (cadence.audience.some(sourceOf)) return [];
      const asked = resolveAudience(cadence.audience, seats);
      if (asked.length > 0)
        return (cadence.pilot?.people ?? []).flatMap((person, place) =>
          asked.includes(person)
            ? []
            : [
                {
                  path: ["cadences", index, "pilot", "people", place],
                  message: problem({
                    en: `${person} is not in the audience of ${cadence.key}`,
                    fr: `${person} n’est pas parmi les destinataires de ${cadence.key}`,
                  }),
                },
              ],
        );
      const bodies = cadence.audience.join(", ");
      return [
        {
          path: ["cadences", index, "audience"],
          message: problem({
            en: `no one to ask: ${cadence.program} has no one as ${bodies}`,
            fr: `personne à interroger\u00a0: ${cadence.program} n’a personne comme ${bodies}`,
          }),
        },
      ];
    }),
  ];
}

/** Seats with handles. */
export function seatsOf(program: SetupProgram): { role: SeatRole; person: string }[] {
  const seats = (role: SeatRole, people: string[]) => people.map((person) => ({ role, person }));
  return [
    ...seats("lead", [program.lead]),
    ...seats("deputy", program.deputy === undefined ? [] : [program.deputy]),
    ...seats("sponsor", program.sponsors),
    ...seats("steering", program.steering),
    ...seats("secretary", program.secretary === undefined ? [] : [program.secretary]),
    ...seats("team", program.team),
  ];
}

/** As `seatsOf`. */
export function seatsOfPortfolio(portfolio: SetupPortfolio): { role: SeatRole; person: string }[] {
  const members = portfolio.members.map((person) => ({ role: "steering" as const, person }));
  const secretary = portfolio.secretary === undefined ? [] : [portfolio.secretary];
  return [...members, ...secretary.map((person) => ({ role: "secretary" as const, person }))];
}

type Listed<Entry> = readonly { path: (string | number)[]; entry: Entry }[];

function inList<Entry>(list: string, entries: Entries<Entry>): Listed<Entry> {
  return entries.map(([index, entry]) => ({ path: [list, index], entry }));
}

function repeated<Field extends "key" | "shortKey">(
  field: Field,
  listed: Listed<{ [Name in Field]?: string | undefined }>,
): Problem[] {
  const keys = listed.map(({ entry }) => entry[field]);
  return listed
    .filter(({ entry: { [field]: key } }, position) => key !== undefined && keys.indexOf(key) < position)
    .map(({ path, entry }) => ({
      path: [...path, field],
      message: problem({ en: `the key ${entry[field]} is used twice`, fr: `la clé ${entry[field]} sert deux fois` }),
    }));
}

function refuse(context: z.RefinementCtx, field: string | (string | number)[], words: Words): typeof z.NEVER {
  context.addIssue({ code: "custom", path: [field].flat(), message: problem(words) });
  return z.NEVER;
}
