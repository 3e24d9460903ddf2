/**
 * How an edition is divided into messages, stored with it when it is made: an update of one that was sent changes only
 * what surrounds the digest, whatever the present code would make of its document.
 */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";

/** What it says itself, as it was laid out. */
const toldSchema = z.custom<KnownBlock>(
  (block) => typeof block === "object" && block !== null && "type" in block && typeof block.type === "string",
);

/** An answer, or what stands for one, that the menu under the digest offers to read whole. */
const choiceSchema = z.strictObject({ kind: z.enum(["check-in", "item"]), id: z.string(), label: z.string() });
export type Choice = z.infer<typeof choiceSchema>;

/** What is made anew with each update stands here. */
const placeSchema = z.discriminatedUnion("place", [
  /** Under an ask on the first screen: its buttons, or what came of it. */
  z.strictObject({ place: z.literal("ask"), item: z.string() }),
  /** Under an ask in the thread: *Decide*, or what came of it. */
  z.strictObject({ place: z.literal("decide"), item: z.string() }),
  z.strictObject({ place: z.literal("picture"), name: z.string(), altText: z.string() }),
  /** Slack's own table, the same as blocks of words where the workspace does not take one, and `said` without blocks. */
  z.strictObject({ place: z.literal("table"), table: toldSchema, words: z.array(toldSchema), said: z.string() }),
  /** The buttons under the whole. */
  z.strictObject({ place: z.literal("foot"), hasColours: z.boolean(), choices: z.array(choiceSchema) }),
]);
export type Place = z.infer<typeof placeSchema>;

const partSchema = z.strictObject({ text: z.string(), pieces: z.array(z.union([placeSchema, toldSchema])) });
export type Part = z.infer<typeof partSchema>;

/** The first part is the message itself, the others go into its thread. */
const divisionSchema = z.strictObject({ parts: z.tuple([partSchema], partSchema) });
export type Division = z.infer<typeof divisionSchema>;

export function readDivision(stored: string): Division {
  return divisionSchema.parse(JSON.parse(stored));
}

export function isPlace(piece: Part["pieces"][number]): piece is Place {
  return "place" in piece;
}

/** The asks that each part shows with buttons, as long as they wait for its reader. */
export function asksIn({ parts }: Division): string[][] {
  return parts.map(({ pieces }) =>
    pieces.flatMap((piece) =>
      isPlace(piece) && (piece.place === "ask" || piece.place === "decide") ? [piece.item] : [],
    ),
  );
}

export function hasTable({ parts }: Division, part: number): boolean {
  return parts[part]?.pieces.some((piece) => isPlace(piece) && piece.place === "table") ?? false;
}
