/** What cases are drafted from and rest on, as it is now. */
import { answersFeeding } from "../../cadences/questions/questions.ts";
import { cadencesOf, questionSetOf } from "../../cadences/use-cases.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { number, type Reader } from "../../platform/texts/language.ts";
import { budgetInWords } from "../../programs/profile/rules-budget.ts";
import { profilesAt } from "../../programs/profile/use-cases.ts";
import type { Program } from "../../programs/use-cases.ts";
import { codeOf } from "../../register/rules.ts";
import type { Item } from "../../register/use-cases.ts";
import { itemsOfPrograms, listItemsFor } from "../../register/use-cases-reading.ts";
import { listLastAnswers, listTargetDates } from "./repository.ts";
import type { AskedMeasure, Basis } from "./rules.ts";
import { stillCounts } from "./rules.ts";
import type { DraftFacts } from "./rules-draft.ts";

const ANSWERS_READ = 12;
const VALUES_TOLD = 3;

/** For whoever edits, who may read all of it. What is for those who lead alone is not offered: others read the case. */
export async function draftFacts(
  services: Services,
  editor: Person,
  program: Program,
  reader: Reader,
): Promise<DraftFacts> {
  const { db, clock } = services;
  const of = { workspaceId: program.workspace_id, programId: program.id };
  const filter = { programIds: [program.id], types: ["risk", "ask", "decision"] as const };
  const items = (await listItemsFor(services, editor, filter)).filter(
    (item) => stillCounts(item) && item.state !== "draft" && !isRestricted(item),
  );
  const profile = (await profilesAt(db, program.workspace_id, clock.now(), [program.id])).get(program.id);
  const answered = await listLastAnswers(db, of, ANSWERS_READ);
  const values = answered.flatMap(({ questions, answers }) =>
    answersFeeding(questions, answers, "value").flatMap((value) => (typeof value === "string" ? value : [])),
  );
  const lastOf = ({ cadenceId, key }: AskedMeasure) => {
    const given = answered.find((one) => one.cadenceId === cadenceId && typeof one.answers[key] === "number");
    const value = given?.answers[key];
    return typeof value === "number" ? number(reader, value) : null;
  };
  return {
    purpose: program.purpose,
    benefits: program.benefits,
    budget: profile?.budget ? budgetInWords(reader, profile.budget) : null,
    items,
    codeOf,
    values: [...new Set(values)].slice(0, VALUES_TOLD),
    measures: (await measuresAsked(db, of)).map((one) => ({
      name: one.names[reader.locale.startsWith("fr") ? 1 : 0] ?? "",
      last: lastOf(one),
    })),
  };
}

/** The measures that the check-ins of a program ask for, for those above it. */
export async function measuresAsked(
  db: Db | Tx,
  { workspaceId, programId }: { workspaceId: string; programId: string },
): Promise<AskedMeasure[]> {
  const asked: AskedMeasure[] = [];
  for (const cadence of await cadencesOf(db, workspaceId, [programId])) {
    if (cadence.disclosure !== "executive" || cadence.state === "archived") continue;
    const { questions } = await questionSetOf(db, workspaceId, cadence.question_set_id);
    for (const { key, label, feeds } of questions) {
      const names = typeof label === "string" ? [label, label] : [label.en, label.fr];
      if (feeds === "metric") asked.push({ cadenceId: cadence.id, key, names });
    }
  }
  return asked;
}

/** What a case that names these items and measures rests on now. */
export async function basisNow(
  db: Db | Tx,
  program: Program,
  named: { items: readonly string[]; measures: Basis["measures"] },
): Promise<Basis> {
  const of = { workspaceId: program.workspace_id, programId: program.id };
  const items = await itemsOfPrograms(db, of.workspaceId, [program.id], { ids: named.items });
  const asked = await measuresAsked(db, of);
  const isAsked = ({ cadenceId, key }: Basis["measures"][number]) =>
    asked.some((one) => one.cadenceId === cadenceId && one.key === key);
  return {
    items: items.filter(stillCounts).map(({ id }) => id),
    endsOn: program.ends_on,
    dates: Object.fromEntries(await listTargetDates(db, of)),
    measures: named.measures.filter(isAsked),
  };
}

/** As much of an item as a case shows. */
export type NamedItem = Pick<Item, "id" | "short_key" | "type" | "number" | "title" | "state">;

/** Items that a case names, as this person may read them: in the order given. */
export async function itemsNamed(
  services: Looking & { db: Db | Tx },
  person: Person,
  ids: readonly string[],
): Promise<Item[]> {
  const found = new Map((await listItemsFor(services, person, { ids })).map((item) => [item.id, item]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
