/** How a cadence is called wherever it is named. */
import type { Db, Tx } from "../platform/database.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { programOf } from "../programs/use-cases.ts";
import type { Rule } from "./recurrence/rule.ts";
import { templateById } from "./templates.ts";
import { rhythmNames } from "./texts.ts";
import type { Cadence } from "./use-cases.ts";

interface Named {
  template: Cadence["template"];
  rule: Pick<Rule, "every">;
  title: string | null;
}

/** Its own name, else that of its template, else of its rhythm. */
export function nameOf({ title, template, rule }: Named, reader: Pick<Reader, "locale">): string {
  const language = languageOf(reader.locale);
  return title ?? (template === null ? rhythmNames[language][rule.every] : templateById(template).name[language]);
}

/** The names of a cadence and its program. */
export async function cadenceTitle(db: Db | Tx, cadence: Cadence, reader: Reader) {
  const program = await programOf(db, cadence.workspace_id, cadence.program_id);
  return { cadence: nameOf(cadence, reader), program: program.title };
}
