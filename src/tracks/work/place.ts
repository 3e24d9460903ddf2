/** Where somebody is in the screen of work requests. */
import { z } from "zod";
import { boardFilter } from "./board.ts";

/** With a request that one; else the list, of this program, or its times by step. */
export const placeSchema = z.strictObject({
  programId: z.string().nullable().default(null),
  page: z.int().min(0).default(0),
  workRequestId: z.string().nullable().default(null),
  isTimes: z.boolean().default(false),
  filter: boardFilter.default(boardFilter.parse({})),
  /** Words that were searched for in all programs; null: the list. */
  query: z.string().nullable().default(null),
});
export type Place = z.infer<typeof placeSchema>;
