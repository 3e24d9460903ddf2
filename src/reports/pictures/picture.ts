/** What every picture of a digest is made from, and what it comes to. */
import { BLOCK_LIMITS } from "../../slack/limits.ts";
import type { ScreenInput } from "../screen.ts";
import type { Head } from "./drawing.ts";

export type Pictured = Pick<ScreenInput, "reader" | "rhythm" | "period" | "asOf" | "programs">;

export interface Picture {
  name: "moved-statuses" | "six-periods" | "roadmap";
  title: string;
  /** What it shows, for those who do not see it. */
  altText: string;
  svg(): string;
}

/** More rows are too long on a phone; the others are counted. */
export const MOST_ROWS = 12;

export function pictureOf(name: Picture["name"], { title, label }: Head, svg: () => string): Picture {
  return { name, title, altText: label, svg };
}

/** As many whole sentences as an alternative text may hold. */
export function wholeSentences(first: string, sentences: readonly string[]): string {
  let text = first;
  for (const sentence of sentences) {
    if (text.length + 1 + sentence.length > BLOCK_LIMITS.imageAltText) break;
    text = `${text} ${sentence}`;
  }
  return text;
}
