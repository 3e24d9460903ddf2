/** What the rows of a file are read against, and what is noted of them. */
import type { Language } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Choices, Head } from "./head.ts";

export interface Given extends Choices {
  /** Who is here, by what a table calls people: handle or name, folded; null: several have that name. */
  owners: ReadonlyMap<string, string | null>;
  /** In which problems are described. */
  language: Language;
  /** A date without a year is the nearest to it. */
  today: LocalDate;
  /** Of the program into which it comes. */
  program?: { key: string; short_key: string };
}

/** A word of the file that Drumbeat does not know, and in how many rows. */
export interface TakenWord {
  as: "type" | "state" | "priority" | "owner";
  word: string;
  rows: number;
}

/** Notes a word that was taken for something else. */
export type Take = (as: TakenWord["as"], word: string) => void;

export interface Reading {
  head: Head;
  given: Given;
  take: Take;
}
