/** What kinds of pages there are: each is declared by the capability whose page it is. */
import type { Person } from "../people/people.ts";
import type { Action, Standing } from "../people/rights.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type LookupContext, Slot } from "../platform/events.ts";
import type { Language, Reader } from "../platform/texts/language.ts";
import type { Program } from "../programs/programs.ts";
import type { SeatRole } from "../programs/table.ts";
import type { Measure } from "./measures.ts";

/** One field of a form, at most 3,000 characters; with `hasMeasures` measures of the program stand below it. */
export interface PageSection {
  key: string;
  words: Record<Language, { title: string; hint: string }>;
  hasMeasures?: true;
}

interface KindWords {
  title: string;
  /** A sentence: who may read it. */
  readers: string;
  /** A sentence: who may approve it. */
  approvers: string;
}

/** What stands in an unwritten section for whoever writes it. `source`: where it comes from, without a full stop. */
export interface Draft {
  text: string;
  measures: readonly Measure[];
  source: string;
}

export type Reading = LookupContext & { db: Db | Tx };

/** A page of a program. */
export interface PageAt {
  kind: PageKind;
  programId: string;
}

export interface PageKind {
  /** Kept with each section and version: `case`. */
  name: string;
  /** After `/drumbeat`, before the id of a program. */
  command: string;
  words: Record<Language, KindWords>;
  /** In their order on the page; the first has to be written before anybody approves it. */
  sections: readonly [PageSection, ...PageSection[]];
  rights: { read: Action; write: Action; approve: Action };
  /** Whose approval is asked, the first choice first. */
  approvers: readonly SeatRole[];
  standings(reading: Reading, person: Person, programId: string): Promise<Standing[]>;
  /** What is recorded under each section, as of now: the same for everybody who may read the page. */
  recorded(reading: Reading, program: Program, reader: Reader): Promise<ReadonlyMap<string, readonly string[]>>;
  drafts(reading: Reading, program: Program, reader: Reader): Promise<ReadonlyMap<string, Draft>>;
  /** JSON of what the page rests on now, kept with each version. */
  basis(reading: Reading, program: Program): Promise<string>;
  /** What has changed since then. */
  changes(db: Db | Tx, program: Program, basis: string): Promise<Change[]>;
}

/** A fact in the words of its reader, without a full stop. */
export type Change = (reader: Reader) => string;

export const pageKinds = new Slot<PageKind>();

export function pageKind(looking: Pick<LookupContext, "events">, name: string): PageKind {
  const kind = pageKinds.itemsIn(looking).find((each) => each.name === name);
  if (!kind) throw new Error(`No capability has pages of the kind ${name}`);
  return kind;
}
