/** What messages are about, as their subjects name it in the outbox. */
import { z } from "zod";

/** Under which name, and in which table it is. */
export const SUBJECTS = [
  ["promptId", "prompt"],
  ["roundId", "round"],
  ["cadenceId", "cadence"],
  ["editionId", "digest_edition"],
  ["itemId", "item"],
  ["draftId", "digest_draft"],
  ["programId", "program"],
] as const;
type Name = (typeof SUBJECTS)[number][0];
export type Subject = Partial<Record<Name, string>>;

const objectSchema = z.record(z.string(), z.unknown()).catch({});

/** Empty where the message was forgotten. */
function read({ subject }: { subject: string }): Record<string, unknown> {
  return subject === "" ? {} : objectSchema.parse(JSON.parse(subject));
}

export function subjectIn(row: { subject: string }): Subject {
  const said = read(row);
  const named = SUBJECTS.flatMap(([name]) => {
    const id = said[name];
    return typeof id === "string" ? [[name, id] as const] : [];
  });
  return Object.fromEntries(named);
}

/** The editions of before that a digest brings along in its thread. */
export function earlierIn(row: { subject: string }): string[] {
  return z.array(z.string()).catch([]).parse(read(row).earlier);
}
