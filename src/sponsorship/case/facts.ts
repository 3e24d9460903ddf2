/** What cases are drafted from and rest on, as it is now. */
import { answersFeeding } from "../../cadences/questions/questions.ts";
import { cadencesOf, questionSetOf } from "../../cadences/use-cases.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { number, type Reader } from "../../platform/texts/language.ts";
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
  const { db } = services;
  const of = { workspaceId: program.workspace_id, programId: program.id };
  const items = await openItems(services, editor, program.id);
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
    items,
    codeOf,
    values: [...new Set(values)].slice(0, VALUES_TOLD),
    measures: (await measuresAsked(db, of)).map((one) => ({
      name: one.names[reader.locale.startsWith("fr") ? 1 : 0] ?? "",
      last: lastOf(one),
    })),
  };
}

/** The open risks and requests and the decisions in force that a case may name, as this person may read them. */
export async function openItems(services: Services, person: Person, programId: string): Promise<Item[]> {
  const filter = { programIds: [programId], types: ["risk", "ask", "decision"] as const };
  return (await listItemsFor(services, person, filter)).filter((item) => stillCounts(item) && !isRestricted(item));
}

/** The measures that the check-ins of a program ask for, for those above it. */
export async function measuresAsked(
  db: Db | Tx,
  { workspaceId, programId }: { workspaceId: string; programId: string },
): Promise<AskedMeasure[]> {
  return (await measuresAskedIn(db, workspaceId, [programId])).get(programId) ?? [];
}

async function measuresAskedIn(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
): Promise<Map<string, AskedMeasure[]>> {
  const asked = new Map<string, AskedMeasure[]>();
  for (const cadence of await cadencesOf(db, workspaceId, programIds)) {
    if (cadence.disclosure !== "executive" || cadence.state === "archived") continue;
    const { questions } = await questionSetOf(db, workspaceId, cadence.question_set_id);
    const measures = questions.flatMap(({ key, label, feeds }): AskedMeasure[] => {
      const names = typeof label === "string" ? [label, label] : [label.en, label.fr];
      return feeds === "metric" ? [{ cadenceId: cadence.id, key, names }] : [];
    });
    asked.set(cadence.program_id, [...(asked.get(cadence.program_id) ?? []), ...measures]);
  }
  return asked;
}

/** What a case names. */
type Naming = Pick<Basis, "items" | "measures">;

/** What a case that names these items and measures rests on now. */
export async function basisNow(db: Db | Tx, program: Program, named: Naming): Promise<Basis> {
  const [basis] = await basesNow(db, program.workspace_id, [{ program, named }]);
  if (!basis) throw new Error("A case rests on nothing");
  return basis;
}

/** SQLite takes no more values than it has room for in a statement, and the record gives no more items at once. */
const ITEMS_AT_ONCE = 500;

/** The same of several cases, in their order: a few statements, however many they are. */
export async function basesNow(
  db: Db | Tx,
  workspaceId: string,
  cases: readonly { program: Program; named: Naming }[],
): Promise<Basis[]> {
  const programIds = cases.map(({ program }) => program.id);
  const ids = [...new Set(cases.flatMap(({ named }) => named.items))];
  const counting = new Map<string, string>();
  for (let first = 0; first < ids.length; first += ITEMS_AT_ONCE) {
    const some = ids.slice(first, first + ITEMS_AT_ONCE);
    for (const item of await itemsOfPrograms(db, workspaceId, programIds, { ids: some }))
      if (stillCounts(item)) counting.set(item.id, item.program_id);
  }
  const asked = await measuresAskedIn(db, workspaceId, programIds);
  const dates = await listTargetDates(db, workspaceId, programIds);
  return cases.map(({ program, named }) => {
    const isAsked = ({ cadenceId, key }: Basis["measures"][number]) =>
      (asked.get(program.id) ?? []).some((one) => one.cadenceId === cadenceId && one.key === key);
    return {
      items: named.items.filter((id) => counting.get(id) === program.id),
      endsOn: program.ends_on,
      dates: Object.fromEntries(dates.get(program.id) ?? []),
      measures: named.measures.filter(isAsked),
    };
  });
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
