/** Schema of `drumbeat setup --file FILE`, also a part of scenario files. People are handles. */

import { z } from "zod";
import { audienceSchema, readersSchema, resolveAudience, sourceOf } from "../cadences/audience/audience.ts";
import { questionsSchema } from "../cadences/questions/questions.ts";
import { writtenRuleSchema } from "../cadences/recurrence/rule.ts";
import { getTemplate, TEMPLATE_IDS } from "../cadences/templates.ts";
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

export const programSchema = strictObject({
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
  purpose: z.string().default(""),
  flagship: z.boolean().default(false),
  visibility: z.enum(["members", "workspace"]).default("members"),
  /** Channel name without `#`. */
  channel: text.optional(),
  /** `{ "Department": "Retail" }`. Default: unchanged. */
  labels: labelsSchema.optional(),
  lead: handle,
  deputy: handle.optional(),
  sponsors: z.array(handle, mustBe(A_LIST)).default([]),
  steering: z.array(handle, mustBe(A_LIST)).default([]),
  team: z.array(handle, mustBe(A_LIST)).default([]),
});
export type SetupProgram = z.infer<typeof programSchema>;

/** A pilot; without `rounds`, until the lead ends it. */
const pilotSchema = strictObject({
  people: z
    .array(handle, mustBe(A_LIST))
    .min(1, schemaError({ en: "must name someone", fr: "doit nommer quelqu’un" }))
    .refine(
      (people) => new Set(people).size === people.length,
      schemaError({ en: "names someone twice", fr: "nomme quelqu’un deux fois" }),
    ),
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
  label: text
    .transform((typed, context) => {
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
    })
    .optional(),
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

/** Shape: `{ programs, cadences, offices }`. Problems have paths; references between entries are checked last. */
export const setupFileSchema = strictObject({
  programs: z.array(programSchema, mustBe(A_LIST)),
  cadences: z.array(cadenceSchema, mustBe(A_LIST)).default([]),
  offices: z.array(officeSchema, mustBe(A_LIST)).default([]),
  ...leftToTheSandbox,
})
  .transform(({ programs, cadences, offices }) => ({ programs, cadences, offices }))
  .superRefine((file, context) => {
    for (const problem of setupProblems([...file.programs.entries()], [...file.cadences.entries()]))
      context.addIssue({ code: "custom", ...problem });
  });
export type SetupFile = z.infer<typeof setupFileSchema>;

export interface Problem {
  path: (string | number)[];
  message: string;
}

/** Problems between valid entries, given with their indices. */
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
      if (!program)
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
      const asked = resolveAudience(cadence.audience, seatsOf(program));
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
            en: `no one to ask: ${program.key} has no one as ${bodies}`,
            fr: `personne à interroger\u00a0: ${program.key} n’a personne comme ${bodies}`,
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
    .map(([index, entry]) => ({
      path: [list, index, field],
      message: problem({ en: `the key ${entry[field]} is used twice`, fr: `la clé ${entry[field]} sert deux fois` }),
    }));
}

function refuse(context: z.RefinementCtx, field: string | (string | number)[], words: Words): typeof z.NEVER {
  context.addIssue({ code: "custom", path: [field].flat(), message: problem(words) });
  return z.NEVER;
}
