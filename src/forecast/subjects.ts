/** What messages are about, as their subjects name it in the outbox. */
import { z } from "zod";

/** Under which name, and in which table it is. */
export const SUBJECTS = [
  ["promptId", "prompt"],
  ["roundId", "round"],
  ["cadenceId", "cadence"],
  ["digestId", "digest"],
  ["itemId", "item"],
  ["reportId", "report"],
  ["programId", "program"],
] as const;
type Name = (typeof SUBJECTS)[number][0];
export type Subject = Partial<Record<Name, string>>;

const objectSchema = z.record(z.string(), z.unknown()).catch({});

/** Empty where the message was forgotten. */
export function subjectIn({ subject }: { subject: string }): Subject {
  const said = subject === "" ? {} : objectSchema.parse(JSON.parse(subject));
  const named = SUBJECTS.flatMap(([name]) => {
    const id = said[name];
    return typeof id === "string" ? [[name, id] as const] : [];
  });
  return Object.fromEntries(named);
}
