/** Built-in cadence templates, read from `db/templates` on first use. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ANSWER_DISCLOSURES } from "../people/disclosure.ts";
import { errorTable } from "../platform/errors.ts";
import { problem } from "../platform/texts/input-problems.ts";
import { audienceSchema } from "./audience/audience.ts";
import { isAskedEvery, isAskedIn, QUARTER_ALONE, questionsSchema, WORKSHOP_ALONE } from "./questions/questions.ts";
import { type Rule, ruleSchema } from "./recurrence/rule.ts";

export const TEMPLATE_IDS = [
  "daily-team",
  "weekly-progress",
  "monthly-executive",
  "quarterly-roadmap",
  "annual-strategy",
  "cross-functional",
] as const;
/** The one whose form shows what waits between working roles. */
export const ACROSS_ROLES = "cross-functional" satisfies (typeof TEMPLATE_IDS)[number];

/** The one that is asked before the workshop of a body, on whose dates its rule is. */
const ANNUAL_WORKSHOP = "annual-strategy" satisfies (typeof TEMPLATE_IDS)[number];

export function isWorkshop({ template }: { template: string | null }): boolean {
  return template === ANNUAL_WORKSHOP;
}

const bothLanguages = z.strictObject({ en: z.string().min(1), fr: z.string().min(1) });

export const templateSchema = z
  .strictObject({
    id: z.enum(TEMPLATE_IDS),
    name: bothLanguages,
    /** Shown to participants: why this check-in exists. */
    purpose: bothLanguages,
    disclosure: z.enum(ANSWER_DISCLOSURES),
    /** Second button of a prompt: answers at once, or opens the form with the last answers. */
    quickAnswer: z.enum(["nothing-to-report", "same-as-last-time"]),
    /** Without a zone: each person is asked in their own. */
    rule: z
      .record(z.string(), z.unknown())
      .transform((rule) => ({ ...rule, zone: "participant" }))
      .pipe(ruleSchema),
    audience: audienceSchema,
    readers: audienceSchema,
    questions: questionsSchema,
  })
  .refine(({ rule, questions }) => questions.every((question) => isAskedEvery(rule.every, question)), {
    path: ["questions"],
    error: () => problem(QUARTER_ALONE),
  })
  .refine(
    (template) => template.questions.every((question) => isAskedIn(isWorkshop({ template: template.id }), question)),
    {
      path: ["questions"],
      error: () => problem(WORKSHOP_ALONE),
    },
  );
export type Template = z.infer<typeof templateSchema>;
export type QuickAnswer = Template["quickAnswer"];

const failure = errorTable({
  TEMPLATE_UNKNOWN: {
    en: ({ id, found }) => `There’s no template “${id}”. Available templates: ${found}.`,
    fr: ({ id, found }) => `Le modèle «\u00a0${id}\u00a0» n’existe pas. Modèles disponibles\u00a0: ${found}.`,
  },
});

export function templates(): readonly Template[] {
  return TEMPLATE_IDS.map(read);
}

/** Throws TEMPLATE_UNKNOWN. */
export function getTemplate(id: string): Template {
  const found = TEMPLATE_IDS.find((other) => other === id);
  if (!found) throw failure("TEMPLATE_UNKNOWN", { id, found: TEMPLATE_IDS.join(", ") });
  return read(found);
}

/** The template's value; without a template, “nothing to report” for daily check-ins only. */
export function quickAnswerOf(cadence: { template: string | null; rule: Pick<Rule, "every"> }): QuickAnswer {
  if (cadence.template !== null) return getTemplate(cadence.template).quickAnswer;
  return cadence.rule.every === "day" ? "nothing-to-report" : "same-as-last-time";
}

const loaded = new Map<string, Template>();

function read(id: (typeof TEMPLATE_IDS)[number]): Template {
  const found = loaded.get(id);
  if (found) return found;
  const file = join(import.meta.dirname, "../../db/templates", `${id}.json`);
  const template = templateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  loaded.set(id, template);
  return template;
}
