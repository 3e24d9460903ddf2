/** The open measures of a program, a line each, as everybody reads them who reads its case. */
import { fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Program } from "../programs/programs.ts";
import { isMeasure } from "../register/goals/every-goal.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { measuresOnLines } from "./goals-found.ts";
import { measureInWords } from "./measures-in-words.ts";

/** By title. `isShown`: whether everybody may read it who reads them. */
export async function measureLinesOf(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Program, "workspace_id" | "id">,
  reader: Reader & { today: LocalDate },
  isShown: (item: Pick<Item, "disclosure">) => boolean,
): Promise<string[]> {
  const items = await itemsOfPrograms(db, workspaceId, [id], { types: ["measure"], states: ["open"] });
  const measures = items.filter(isMeasure).filter(isShown);
  if (measures.length === 0) return [];
  const years = await fiscalYearsIn(db, workspaceId);
  const onLines = await measuresOnLines(db, workspaceId, measures, { today: reader.today, years });
  return measures
    .toSorted((one, other) => one.title.localeCompare(other.title))
    .map(({ id: measureId, title, details }) => {
      const { plan, values = [], standing } = onLines.get(measureId) ?? {};
      if (!plan || !standing) return title;
      const { unit = "", direction } = details;
      return measureInWords(reader, { unit, direction, corners: plan.corners, values, ...standing }, title);
    });
}
