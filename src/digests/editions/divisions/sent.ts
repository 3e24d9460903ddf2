/** The division of an edition that was sent before divisions were stored, read from its messages as they were sent. Pure. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { healthIds } from "../../../health/ids.ts";
import type { DigestDocument } from "../../document.ts";
import { offerIds } from "../../offers.ts";
import { askOfRow, FOOT } from "../blocks.ts";
import type { Choice, Division, Part, Place } from "./division.ts";

/** A row that says why the message came, which every message gets when it is sent. */
const WHY_ROW = "why";

const blockSchema = z.custom<KnownBlock>((block) => z.looseObject({ type: z.string() }).safeParse(block).success);
const sentSchema = z.object({ text: z.string(), blocks: z.array(blockSchema) });

export interface SentEdition {
  document: DigestDocument;
  /** Part → its message as it was kept. */
  messages: ReadonlyMap<number, string>;
  /** Slack's file → the name of the picture. */
  pictures: ReadonlyMap<string, string>;
}

/**
 * `fresh`: as it would be divided now, for the parts of which no message was kept. Of the others, what was made when
 * they were sent is taken out, and its place kept. Throws where what was kept is no message.
 */
export function divisionOfSent({ document, messages, pictures }: SentEdition, fresh: Division): Division {
  const sent = new Map([...messages].map(([part, kept]) => [part, sentSchema.parse(JSON.parse(kept))]));
  const rows = new Set([...sent.values()].flatMap(({ blocks }) => blocks.flatMap((block) => askOfRow(block) ?? [])));
  // What had become of an ask by then is a section, which does not name it.
  const unnamed = decidableIn(document).filter((id) => !rows.has(id));
  const threaded = [...unnamed];
  const partOf = (part: Part, index: number): Part => {
    const kept = sent.get(index);
    if (!kept) return part;
    const next = () => (index === 0 ? unnamed : threaded).shift();
    return { text: kept.text, pieces: piecesOf(kept.blocks, pictures, index === 0 ? "ask" : "decide", next) };
  };
  const [first, ...rest] = fresh.parts;
  const further = Array.from({ length: Math.max(0, ...messages.keys()) - rest.length }, () => NOTHING);
  return {
    version: 1,
    parts: [partOf(first, 0), ...[...rest, ...further].map((part, index) => partOf(part, index + 1))],
  };
}

const NOTHING: Part = { text: "", pieces: [] };

function piecesOf(
  blocks: readonly KnownBlock[],
  pictures: ReadonlyMap<string, string>,
  place: "ask" | "decide",
  nextUnnamed: () => string | undefined,
): Part["pieces"] {
  const foot = blocks.findIndex((block) => block.block_id === FOOT);
  // What follows the buttons is about them.
  const told = (foot < 0 ? blocks : blocks.slice(0, foot + 1)).filter(({ block_id: id }) => id !== WHY_ROW);
  return told.flatMap((block): Part["pieces"] => {
    if (block.block_id === FOOT) return [footOf(block)];
    if (block.type === "image") return pictureOf(block, pictures);
    if (block.type !== "section" && block.type !== "actions") return [block];
    const item = askOfRow(block) ?? nextUnnamed();
    return item === undefined ? [] : [{ place, item }];
  });
}

/** The asks that the reader can decide, in the order of the digest. */
function decidableIn({ sections }: DigestDocument): string[] {
  return sections.flatMap(({ lines }) =>
    lines.flatMap((line) => ((line.kind === "ask" || line.kind === "standing-ask") && line.item ? [line.item.id] : [])),
  );
}

/** One whose file is not known any more is left out, as it would be in the message. */
function pictureOf(block: KnownBlock, pictures: ReadonlyMap<string, string>): Place[] {
  const shown = z.object({ alt_text: z.string(), slack_file: z.object({ id: z.string() }) }).safeParse(block);
  const name = shown.success ? pictures.get(shown.data.slack_file.id) : undefined;
  return shown.success && name !== undefined ? [{ place: "picture", name, altText: shown.data.alt_text }] : [];
}

const elementsSchema = z.array(
  z.looseObject({
    action_id: z.string(),
    options: z.array(z.object({ value: z.string(), text: z.object({ text: z.string() }) })).optional(),
  }),
);
const choiceValue = z.union([
  z.object({ itemId: z.string() }).transform(({ itemId }) => ({ kind: "item" as const, id: itemId })),
  z.object({ checkInId: z.string() }).transform(({ checkInId }) => ({ kind: "check-in" as const, id: checkInId })),
]);

function footOf(block: KnownBlock): Place {
  const elements = elementsSchema.parse("elements" in block ? block.elements : []);
  const menu = elements.find((element) => element.action_id === offerIds.readWhole);
  return {
    place: "foot",
    hasColours: elements.some((element) => element.action_id === healthIds.whyDigest),
    choices: (menu?.options ?? []).map(
      ({ value, text }): Choice => ({ ...choiceValue.parse(JSON.parse(value)), label: text.text }),
    ),
  };
}
