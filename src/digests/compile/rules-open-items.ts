/** What is alive in the record and no answer of the period tells: by weight, the rest as a number. Pure. */
import { leavesOut } from "../../register/rules-alive.ts";
import type { Line, LineOf } from "../document.ts";
import { atLeastOne } from "../sections/fields.ts";
import type { OpenItemFacts, ProgramFacts } from "./facts.ts";
import { itemSource } from "./rules-asks.ts";
import { programSource } from "./rules-silence.ts";
import { quotesOf } from "./rules-told.ts";
import { compare } from "./rules-written.ts";

/** So many of a program are told; what stops work first. */
const MOST_TOLD = 3;
const BY_WEIGHT = ["blocker", "high-risk", "overdue-action", "risk"] as const;

/** `told`: what the digest says of its blockers and risks already. */
export function openItemLines(
  { id, title: program, closed, openItems }: ProgramFacts,
  told: readonly Line[],
): LineOf<"stuck" | "open-item" | "open-items">[] {
  const sources = new Set(told.flatMap((line) => line.sources.map((source) => source.id)));
  const texts = told.flatMap(quotesOf).map(({ text }) => text);
  const isTold = ({ itemId, checkInId, title }: OpenItemFacts) =>
    sources.has(itemId) ||
    (checkInId !== null && sources.has(checkInId)) ||
    !leavesOut(texts, { title, description: "" });
  if (closed) return [];
  const stuck = openItems.filter((item) => item.stuck !== null);
  const untold = openItems.filter((item) => item.stuck === null && !isTold(item));
  const weighty = BY_WEIGHT.flatMap((is) =>
    untold
      .filter(({ kind, isReadable }) => kind === is && isReadable)
      .toSorted((one, other) => compare(one.since, other.since) || compare(one.itemId, other.itemId))
      .map((item) => ({ is, item })),
  ).slice(0, MOST_TOLD);
  const shown = new Set(weighty.map(({ item }) => item));
  const rest = untold.filter((item) => !shown.has(item)).toSorted((one, other) => compare(one.itemId, other.itemId));
  const named = rest.filter(({ isReadable }) => isReadable).map(itemSource);
  return [
    ...stuckLines({ id, title: program }, stuck),
    ...weighty.map(({ is, item }) => ({
      kind: "open-item" as const,
      program,
      code: item.code,
      title: item.title,
      is,
      since: item.since,
      dueOn: item.dueOn,
      sources: atLeastOne([itemSource(item)]),
    })),
    ...(rest.length === 0
      ? []
      : [
          {
            kind: "open-items" as const,
            program,
            items: rest.length,
            isMore: untold.length < openItems.length || shown.size > 0,
            workingDays: Math.max(...rest.map(({ workingDays }) => workingDays)),
            sources: atLeastOne(named.length > 0 ? named : [programSource({ id })]),
          },
        ]),
  ];
}

/** What is stuck where the reader may not read it: that it is, with whom and how old, and nothing of what it says. */
function stuckLines(
  { id, title: program }: Pick<ProgramFacts, "id" | "title">,
  items: readonly OpenItemFacts[],
): LineOf<"stuck">[] {
  if (items.length === 0) return [];
  const levels = new Set(items.map(({ stuck }) => stuck?.level));
  const [level] = levels;
  const [only] = items;
  return [
    {
      kind: "stuck",
      program,
      items: items.length,
      workingDays: Math.max(...items.map(({ workingDays }) => workingDays)),
      level: levels.size === 1 && level ? level : null,
      stillUntil: (items.length === 1 && only?.stuck?.stillUntil) || null,
      sources: [programSource({ id })],
    },
  ];
}
