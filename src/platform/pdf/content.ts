/** The content of a PDF as data for the drawing thread. */
import { z } from "zod";

/** `quiet`: in grey. */
const spanSchema = z.strictObject({
  text: z.string(),
  bold: z.literal(true).optional(),
  quiet: z.literal(true).optional(),
});
export type Span = z.infer<typeof spanSchema>;

const spans = z.array(spanSchema);

/** `isQuote`: a person's words, indented, in their own direction. */
const paragraphSchema = z.strictObject({
  is: z.literal("paragraph"),
  spans,
  isQuote: z.literal(true).optional(),
});
export type Paragraph = z.infer<typeof paragraphSchema>;

const blockSchema = z.discriminatedUnion("is", [
  /** Level 1: title; level 2: with bookmarks. */
  z.strictObject({ is: z.literal("heading"), level: z.literal([1, 2, 3]), text: z.string() }),
  paragraphSchema,
  /** Items have a bullet, their number, or a mark of their own. */
  z.strictObject({
    is: z.literal("list"),
    isNumbered: z.literal(true).optional(),
    marks: z.array(z.string()).optional(),
    items: z.array(z.array(paragraphSchema)),
  }),
  /** `widths`: shares of the whole. Its head stands on each page. */
  z.strictObject({
    is: z.literal("table"),
    head: z.array(z.string()),
    widths: z.array(z.number()),
    rows: z.array(z.array(spans)),
  }),
  /** Beside each other, together as wide as the page. One that cannot be drawn is there as its alternative text. */
  z.strictObject({
    is: z.literal("pictures"),
    pictures: z.array(z.strictObject({ svg: z.string(), altText: z.string() })),
  }),
  /** Begins a page. */
  z.strictObject({ is: z.literal("page") }),
]);
export type Block = z.infer<typeof blockSchema>;

export const pdfSchema = z.strictObject({
  /** In the head of each page after the first, and in the reader's window. */
  title: z.string(),
  /** BCP 47. */
  language: z.string(),
  /** Date of the content; fixed, so that equal content makes equal bytes. */
  at: z.string(),
  /** Footer with `{page}` and `{pages}`. */
  pages: z.string(),
  /** Note at the end if letters are missing in all fonts. */
  unprintable: z.string(),
  blocks: z.array(blockSchema),
});
export type Pdf = z.infer<typeof pdfSchema>;
