/** A part of a digest under a heading. */
import type { Language } from "../../platform/texts/language.ts";
import type { Line } from "../document.ts";
import type { Rhythm } from "../table.ts";

type Heading = Record<Language, string>;

interface Headed {
  rhythm: Rhythm;
  lines: readonly Line[];
}

interface SectionKind<Name extends string> {
  name: Name;
  headingOf: (headed: Headed) => Heading;
}

/** `heading`: in both languages, where need be by what it stands over. */
export function defineSection<const Name extends string>(
  name: Name,
  heading: Heading | ((headed: Headed) => Heading),
): SectionKind<Name> {
  return { name, headingOf: typeof heading === "function" ? heading : () => heading };
}
