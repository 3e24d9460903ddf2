import { z } from "zod";
import { pilotSchema } from "../audience/pilot/rules.ts";
import { questionSchema, withoutRetired } from "../questions/questions.ts";
import { writtenRuleSchema } from "../recurrence/rule.ts";

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
  disclosure: z.enum(["team", "lead", "executive"]),
  /** Drafts from before may still have what is asked no more. */
  questions: z.array(questionSchema).transform(withoutRetired),
  /** Drafts from before people could opt out do not say. */
  isRequired: z.boolean().default(false),
  /** Who is asked first; null for everybody at once. */
  pilot: pilotSchema.nullable().default(null),
});
export type CadenceDraft = z.infer<typeof cadenceDraftSchema>;
