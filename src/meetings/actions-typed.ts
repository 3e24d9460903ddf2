/** Actions as somebody types them, one a line: what, who, by when. Nothing is guessed: where two fit it is asked. */
import type { Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import { dayIn } from "../platform/texts/cells.ts";
import { folded } from "../platform/texts/folding.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Action } from "./meetings.ts";

export type Nameable = Pick<Person, "id" | "name" | "handle" | "slack_user_id">;

/** What keeps a line from being read. `line`: as it was typed. */
export type ActionProblem =
  | { because: "parts"; line: string }
  | { because: "nobody" | "several"; line: string; who: string; fit: readonly string[] }
  | { because: "day"; line: string; day: string };

/** Everybody in the workspace who can still do something. */
export async function peopleToName(db: Db | Tx, workspaceId: string): Promise<Nameable[]> {
  return rows(db, "person", workspaceId).list({ is_deactivated: 0, is_bot: 0 }, ["id"]);
}

/** `near`: those who sit or were named before: one of them is meant before anybody else. */
export function actionsTyped(
  reader: Pick<Reader, "locale">,
  typed: string,
  { people, near, today }: { people: readonly Nameable[]; near: ReadonlySet<string>; today: LocalDate },
): { actions: Action[] } | { problem: ActionProblem } {
  const actions: Action[] = [];
  const order = languageOf(reader.locale) === "fr" ? "dmy" : null;
  for (const line of typed
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean)) {
    const parts = partsOf(line);
    if (parts === null) return { problem: { because: "parts", line } };
    const dueOn = dayIn(parts.day, { order, today });
    if (dueOn === null) return { problem: { because: "day", line, day: parts.day } };
    const fitting = whoFits(parts.who, people);
    const nearest = fitting.filter(({ id }) => near.has(id));
    const fit = nearest.length > 0 ? nearest : fitting;
    const [owner] = fit;
    const names = fit.map(({ name }) => name);
    if (!owner) return { problem: { because: "nobody", line, who: parts.who, fit: names } };
    if (fit.length > 1) return { problem: { because: "several", line, who: parts.who, fit: names } };
    actions.push({ what: parts.what, ownerId: owner.id, dueOn });
  }
  return { actions };
}

/** The last two commas part it: what may have some of its own. */
function partsOf(line: string): { what: string; who: string; day: string } | null {
  const parts = line.split(/[,;]/).map((part) => part.trim());
  const [who = "", day = ""] = parts.slice(-2);
  const what = line.slice(0, line.lastIndexOf(who, line.length - day.length)).replace(/[\s,;]+$/, "");
  return parts.length < 3 || what === "" || who === "" || day === "" ? null : { what, who, day };
}

/** By a mention, the handle behind an @, the whole name, else a word of the name. */
function whoFits(who: string, people: readonly Nameable[]): Nameable[] {
  const wanted = folded(who.replace(/^<@|>$|^@/g, ""));
  const isMention = /^<?@/.test(who);
  const exact = people.filter(({ slack_user_id: slackId, handle, name }) => {
    const names = isMention ? [slackId, handle, name] : [name];
    return names.some((each) => folded(each) === wanted);
  });
  if (exact.length > 0) return exact;
  return people.filter(({ name }) => name.split(/\s+/).some((word) => folded(word) === wanted));
}

/** As they are typed, for the form. */
export function actionLines(actions: readonly Action[], nameOf: (id: string) => string): string {
  return actions.map(({ what, ownerId, dueOn }) => `${what}, ${nameOf(ownerId)}, ${dueOn}`).join("\n");
}
