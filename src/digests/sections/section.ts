/** A part of a digest under a heading. */
import type { Language } from "../../platform/texts/language.ts";
import type { ProgramFacts } from "../compile/facts.ts";
import type { Head } from "../compile/rules-answers.ts";
import type { Line } from "../document.ts";
import type { Rhythm } from "../table.ts";

type Heading = Record<Language, string>;

interface Headed {
  rhythm: Rhythm;
  lines: readonly Line[];
}

/** `news`: of the program what is new to the reader; `quoted`: of that what a digest of this rhythm may quote. */
export interface Told {
  head: Head;
  program: ProgramFacts;
  news: ProgramFacts;
  quoted: ProgramFacts;
}

/** What a section has of each program, where it takes no more to know; `isOfAll`: also of those that a long list only counts. */
export interface Rule {
  linesOf?: (told: Told) => Line[];
  isOfAll?: true;
}

interface SectionKind<Name extends string> extends Rule {
  name: Name;
  headingOf: (headed: Headed) => Heading;
}

/** `heading`: in both languages, where need be by what it stands over. */
export function defineSection<const Name extends string>(
  name: Name,
  heading: Heading | ((headed: Headed) => Heading),
  rule: Rule = {},
): SectionKind<Name> {
  return { ...rule, name, headingOf: typeof heading === "function" ? heading : () => heading };
}
