import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import type { Language } from "../platform/texts/language.ts";

/** Of `drumbeat person VERB HANDLE`: does what it says, and returns the exit code. */
export type PersonVerb = (
  services: Services,
  person: Person,
  options: { format: string; out: string | undefined; reason: string; language: Language },
) => Promise<number>;

export function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
