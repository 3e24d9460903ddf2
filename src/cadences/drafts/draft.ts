import { z } from "zod";
import { ANSWER_DISCLOSURES } from "../../people/rules-restricted.ts";
import { pilotSchema } from "../audience/pilot/rules.ts";
import { type Question, questionSchema } from "../questions/questions.ts";
import { writtenRuleSchema } from "../recurrence/rule.ts";
import type { Cadence } from "../use-cases.ts";

/** A cadence while somebody sets it up or changes it: its lists may still be empty. */
export const cadenceDraftSchema = z.strictObject({
  /** Null for a new one. */
  cadenceId: z.string().nullable(),
  programId: z.string(),
  template: z.string().nullable(),
  /** Empty for the name of the template or rhythm. */
  title: z.string(),
  rule: writtenRuleSchema,
  /** Words, or person ids. */
  audience: z.array(z.string()),
  readers: z.array(z.string()),
  disclosure: z.enum(ANSWER_DISCLOSURES),
  questions: z.array(questionSchema),
  isRequired: z.boolean(),
  /** Who is asked first; null for everybody at once. */
  pilot: pilotSchema.nullable(),
});
export type CadenceDraft = z.infer<typeof cadenceDraftSchema>;

/** A cadence as it is, to be changed. */
export function draftFrom(cadence: Cadence, questions: readonly Question[]): CadenceDraft {
  const { id: cadenceId, program_id: programId, template, rule, audience, readers, disclosure, pilot } = cadence;
  return {
    cadenceId,
    programId,
    template,
    title: cadence.title ?? "",
    rule,
    audience,
    readers,
    disclosure,
    questions: [...questions],
    isRequired: cadence.is_required === 1,
    pilot,
  };
}
