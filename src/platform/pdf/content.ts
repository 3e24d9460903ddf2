/** What a PDF says, as data: it goes to the thread that draws it. */
import { z } from "zod";

/** `quiet`: in grey, of less weight than what it stands beside. */
const spanSchema = z.strictObject({
  text: z.string(),
  bold: z.literal(true).optional(),
  quiet: z.literal(true).optional(),
});
export type Span = z.infer<typeof spanSchema>;

const spans = z.array(spanSchema);

/** `isQuote`: what somebody wrote, set in, and in the direction of its own first letter. */
const paragraphSchema = z.strictObject({
  is: z.literal("paragraph"),
  spans,
  isQuote: z.literal(true).optional(),
});
export type Paragraph = z.infer<typeof paragraphSchema>;

const blockSchema = z.discriminatedUnion("is", [
  /** Level 1 is the title of the whole; each of level 2 has a bookmark. */
  z.strictObject({ is: z.literal("heading"), level: z.literal([1, 2, 3]), text: z.string() }),
  paragraphSchema,
  /** An item is what belongs together: it has a mark, or its number. */
  z.strictObject({
    is: z.literal("list"),
    isNumbered: z.literal(true).optional(),
    items: z.array(z.array(paragraphSchema)),
  }),
  /** `widths`: of the columns, as shares of the whole. */
  z.strictObject({
    is: z.literal("table"),
    head: z.array(z.string()),
    widths: z.array(z.number()),
    rows: z.array(z.array(spans)),
  }),
]);
export type Block = z.infer<typeof blockSchema>;

export const pdfSchema = z.strictObject({
  /** Of the document: in the head of each page but the first, and in the window of whoever reads it. */
  title: z.string(),
  /** BCP 47. */
  language: z.string(),
  /** As of when it tells: the same content makes the same bytes. */
  at: z.string(),
  /** At the foot of each page, with `{page}` and `{pages}`. */
  pages: z.string(),
  /** Said at the end where letters had to be written by their number. */
  unprintable: z.string(),
  blocks: z.array(blockSchema),
});
export type Pdf = z.infer<typeof pdfSchema>;
