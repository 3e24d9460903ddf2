/** The lines of the messages in a bundle, by kind: a line each, or one for all where they are many. */
import type { KnownBlock } from "@slack/types";
import type { Delivery } from "./deliveries.ts";
import { type ListedLine, type ListPage, listPages, manyLine, singleLine } from "./folded-lines.ts";
import { MANY } from "./lanes.ts";
import { type Kinds, renderingFor, type SendContext } from "./message-kind.ts";

/** The lines of one kind, and the messages for which they stand. */
export interface KindLines {
  rows: readonly Delivery[];
  lines: ListedLine[];
  isMany: boolean;
}

/** Of each kind one line for all where they are many, else a line each. */
export async function groupsOf(kinds: Kinds, context: SendContext, shown: readonly Delivery[]): Promise<KindLines[]> {
  const groups: KindLines[] = [];
  for (const [name, rows] of Map.groupBy(shown, ({ kind }) => kind)) {
    const many = kinds.get(name)?.many;
    const subjects = rows.map(subjectOf);
    const counted = await many?.count(context, subjects);
    if (!many || !counted || counted.all < MANY) {
      const lines = (await linesOf(kinds, context, rows)).map(singleLine);
      groups.push({ rows, lines, isMany: false });
      continue;
    }
    const words = many.words(context.reader, counted.all);
    const left = context.sentAt === undefined ? undefined : counted.left;
    const above = await many.above(context, subjects);
    const blocks = manyLine(context.reader, { words, left, part: name, above });
    const line = { blocks, things: counted.all, part: name, pages: () => listOf(kinds, context, rows) };
    groups.push({ rows, lines: [line], isMany: true });
  }
  return groups;
}

export async function linesOf(kinds: Kinds, context: SendContext, rows: readonly Delivery[]): Promise<KnownBlock[][]> {
  const lines: KnownBlock[][] = [];
  // Those that changed since are rendered as such.
  for (const [kind, alike] of Map.groupBy(rows, (row) => kindOf(kinds, row)))
    lines.push(...(await kind.lines(context, alike.map(subjectOf))));
  return lines;
}

/** Those of one kind, in their order, also where some have changed since. */
export async function listOf(kinds: Kinds, context: SendContext, rows: readonly Delivery[]): Promise<ListPage[]> {
  const [first] = rows;
  if (!first) return [];
  const render = async (some: readonly Delivery[]) => {
    const lines: KnownBlock[][] = [];
    for (const run of runsAlike(kinds, some)) lines.push(...(await linesOf(kinds, context, run)));
    return lines;
  };
  const { pageSize } = kindOf(kinds, first);
  return pageSize === null ? listPages(await render(rows), async (some) => some) : listPages(rows, render, pageSize);
}

/** Neighbours that are rendered alike. */
function runsAlike(kinds: Kinds, rows: readonly Delivery[]): Delivery[][] {
  const runs: Delivery[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    const [before] = last ?? [];
    if (last && before && kindOf(kinds, before) === kindOf(kinds, row)) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

/** Slack accepts a block id once per message: a block with a repeated id is dropped, a line without any other id as a whole. */
export function onceEach(lines: readonly ListedLine[]): ListedLine[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const ids = line.blocks.flatMap(({ block_id: id }) => id ?? []);
    const left = line.blocks.filter(({ block_id: id }) => id === undefined || !seen.has(id));
    const isRepeated = ids.length > 0 && ids.every((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    if (isRepeated) return [];
    return [left.length === line.blocks.length ? line : singleLine(left)];
  });
}

export function kindOf(kinds: Kinds, delivery: Pick<Delivery, "kind" | "updates_id">) {
  const found = renderingFor(kinds, delivery);
  if (!found) throw new Error(`Unknown kind ${delivery.kind}`);
  return found;
}

export function subjectOf({ subject }: Delivery): unknown {
  return JSON.parse(subject);
}
