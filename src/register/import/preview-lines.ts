/** What an import would do to single items, in words: what changes from what to what, and what is new as it was read. */
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { typeName } from "../items-in-words.ts";
import { registerTexts } from "../texts.ts";
import { endBy, type ImportPlan, type PlannedRow } from "./plan.ts";
import { importScreenTexts } from "./screen-texts.ts";

type Changed = Extract<PlannedRow, { change: unknown }>;
type Shown = Changed | Extract<PlannedRow, { is: "new" }>;

interface Telling {
  reader: Reader & { today: LocalDate };
  names: ReadonlyMap<string, string>;
}

/** The first of those that change, then the first of those that are new: so many of each that one sees how the file was read. */
export function shownOf({ rows }: ImportPlan, most: number): { shown: Shown[]; more: number } {
  const changed = rows.flatMap((row) => (row.is === "changed" || row.is === "closed" ? [row] : []));
  const added = rows.flatMap((row) => (row.is === "new" ? [row] : []));
  const room = Math.max(1, most - changed.length);
  const shown: Shown[] = [...changed.slice(0, most), ...added.slice(0, room)];
  return { shown, more: changed.length + added.length - shown.length };
}

/** A line without its full stop. */
export function lineOf(telling: Telling, planned: Shown): string {
  return planned.is === "new" ? newLine(telling, planned) : changeLine(telling, planned);
}

function newLine({ reader, names }: Telling, { row }: Extract<PlannedRow, { is: "new" }>): string {
  const { type } = row.typed;
  const end = row.state === null ? null : endBy({ type, state: "open" }, row.state);
  const parts = [
    typeName(reader, type),
    row.title,
    names.get(row.owner ?? ""),
    row.dueOn === null ? undefined : shortDate(reader, row.dueOn),
    end === null ? undefined : textsFor(registerTexts, reader).state(type, end),
  ];
  return textsFor(importScreenTexts, reader).isNew(parts.filter((part) => part !== undefined).join(" · "));
}

function changeLine({ reader, names }: Telling, { item, change }: Changed): string {
  const { changes } = textsFor(importScreenTexts, reader);
  const { title, description, ownerId, dueOn, typed, to } = change;
  const before = item.due_on === null ? "–" : shortDate(reader, item.due_on);
  const parts = [
    `${codeOf(item)} ${item.title}`,
    title === undefined ? undefined : `→ ${title}`,
    dueOn === undefined ? undefined : `${before} → ${shortDate(reader, dueOn)}`,
    ownerId === undefined ? undefined : `→ ${names.get(ownerId) ?? ""}`,
    description === undefined ? undefined : changes.description,
    typed === undefined ? undefined : changes.details,
    to === undefined ? undefined : textsFor(registerTexts, reader).state(item.type, to),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}
